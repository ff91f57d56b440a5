type Json = Readonly<Record<string, unknown>>;

/** A live token in every activity that comes from Slack: it must never be seen again. */
export const TOKEN = 'xoxb-000000000000-invented-token';

/** What every Slack activity carries. Shapes: Azure Bot Service's Slack channel and Slack's own payloads; all ids are invented. */
const base = (place: string) => ({
  channelId: 'slack',
  serviceUrl: 'https://slack.botframework.com/',
  timestamp: '2026-11-21T15:00:00.123Z',
  from: { id: 'U0INVENTED1:T0INVENTED1', name: 'ann' },
  recipient: { id: 'B0INVENTED1:T0INVENTED1', name: 'plumbline' },
  conversation: { isGroup: null, id: `B0INVENTED1:T0INVENTED1:${place}`, name: null },
});
/** Slack knows a message by its time. */
const timeOf = (id: string): string => `1795273200.${[...id].map((sign) => sign.charCodeAt(0) % 10).join('')}`;
const envelope = (event: Json, id: string) => ({
  SlackMessage: {
    token: 'invented-verification-token',
    team_id: 'T0INVENTED1',
    api_app_id: 'A0INVENTED1',
    event: {
      user: 'U0INVENTED1',
      team: 'T0INVENTED1',
      ts: timeOf(id),
      event_ts: timeOf(id),
      ...event,
    },
    type: 'event_callback',
    event_id: 'Ev0INVENTED1',
    event_time: 1795273200,
  },
  ApiToken: TOKEN,
});

/** A direct message; `thread` when it was written in a thread. */
export const direct = (text: string, thread?: string, id = 'act-1'): Json => ({
  ...base('D0INVENTED1'),
  type: 'message',
  id,
  text,
  attachments: [],
  entities: [],
  replyToId: null,
  locale: null,
  channelData: envelope(
    {
      type: 'message',
      channel: 'D0INVENTED1',
      channel_type: 'im',
      text,
      ...(thread && { thread_ts: thread }),
    },
    id,
  ),
});

/** A message in a public channel that mentions us. */
export const mentioned = (text: string, id = 'act-2'): Json => ({
  ...base('C0INVENTED1'),
  type: 'message',
  id,
  text: `<@U0INVENTED9> ${text}`,
  entities: [
    { type: 'mention', mentioned: { id: 'B0INVENTED1:T0INVENTED1', name: 'plumbline' }, text: '<@U0INVENTED9>' },
  ],
  channelData: envelope({ type: 'app_mention', channel: 'C0INVENTED1', text: `<@U0INVENTED9> ${text}` }, id),
});

/** A message in a public channel, to others. */
export const overheard = (text: string): Json => ({
  ...base('C0INVENTED1'),
  type: 'message',
  id: 'act-3',
  text,
  channelData: envelope({ type: 'message', channel: 'C0INVENTED1', channel_type: 'channel', text }, 'act-3'),
});

/** A press on a block's button (or an entry of its menu), as Azure hands on Slack's `block_actions`. */
export const press = (action: Json, text: string | null = null, id = 'act-4'): Json => ({
  ...base('D0INVENTED1'),
  type: 'message',
  id,
  text,
  channelData: {
    Payload: {
      type: 'block_actions',
      user: { id: 'U0INVENTED1', username: 'ann', team_id: 'T0INVENTED1' },
      api_app_id: 'A0INVENTED1',
      token: 'invented-verification-token',
      container: { type: 'message', message_ts: '1795273201.000200', channel_id: 'D0INVENTED1', is_ephemeral: false },
      trigger_id: '1.2.invented',
      team: { id: 'T0INVENTED1', domain: 'invented' },
      channel: { id: 'D0INVENTED1', name: 'directmessage' },
      message: { type: 'message', ts: '1795273201.000200', text: 'x', bot_id: 'B0INVENTED1' },
      response_url: 'https://hooks.slack.example/actions/invented',
      actions: [{ action_ts: '1795273202.000300', ...action }],
    },
    ApiToken: TOKEN,
  },
});

/** The bot was invited to a channel; somebody else was. */
export const joined = (member: 'us' | 'somebody'): Json => ({
  ...base('C0INVENTED1'),
  type: 'conversationUpdate',
  id: 'act-5',
  membersAdded: [{ id: member === 'us' ? 'B0INVENTED1:T0INVENTED1' : 'U0INVENTED2:T0INVENTED1', name: null }],
  channelData: envelope({ type: 'member_joined_channel', channel: 'C0INVENTED1' }, 'act-5'),
});

/** The bot was taken out of a channel; somebody else left it. */
export const left = (member: 'us' | 'somebody'): Json => ({
  ...base('C0INVENTED1'),
  type: 'conversationUpdate',
  id: 'act-6',
  membersRemoved: [{ id: member === 'us' ? 'B0INVENTED1:T0INVENTED1' : 'U0INVENTED2:T0INVENTED1', name: null }],
  channelData: envelope({ type: 'member_left_channel', channel: 'C0INVENTED1' }, 'act-6'),
});
