type Json = Readonly<Record<string, unknown>>;

/** Ids in the shapes that Teams uses. */
export const BOT = '28:11111111-2222-4333-8444-555555555555';
const PERSON = {
  id: '29:1bJcX0-invented-id_aZ',
  name: 'Ann Example',
  aadObjectId: '7c1b0a52-0000-4000-8000-000000000001',
};
const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const CLIENT_INFO = {
  type: 'clientInfo',
  locale: 'en-US',
  country: 'US',
  platform: 'Web',
  timezone: 'America/New_York',
};

/** What every Teams activity carries. Shapes: Microsoft's documentation of bot conversations in Teams; all ids are invented. */
const base = {
  channelId: 'msteams',
  from: PERSON,
  recipient: { id: BOT, name: 'Plumbline' },
  timestamp: '2026-11-21T15:00:00.1234567Z',
  localTimestamp: '2026-11-21T10:00:00.1234567-05:00',
  locale: 'en-US',
};
const personal = {
  ...base,
  conversation: { conversationType: 'personal', tenantId: TENANT, id: 'a:1pL6i0oY3C0K8oAj8-invented' },
  channelData: { tenant: { id: TENANT } },
};
const inChannel = {
  ...base,
  conversation: {
    isGroup: true,
    conversationType: 'channel',
    tenantId: TENANT,
    id: '19:invented0000000000@thread.tacv2;messageid=1700000000001',
  },
  channelData: {
    teamsChannelId: '19:invented0000000000@thread.tacv2',
    teamsTeamId: '19:invented1111111111@thread.tacv2',
    channel: { id: '19:invented0000000000@thread.tacv2' },
    team: { id: '19:invented1111111111@thread.tacv2' },
    tenant: { id: TENANT },
  },
};
const inGroupChat = {
  ...base,
  conversation: { isGroup: true, conversationType: 'groupChat', tenantId: TENANT, id: '19:invented2222@thread.v2' },
  channelData: { tenant: { id: TENANT } },
};
const mention = { type: 'mention', mentioned: { id: BOT, name: 'Plumbline' }, text: '<at>Plumbline</at>' };
const html = (content: string) => [{ contentType: 'text/html', content }];

/** A message in the private chat. */
export const message = (text: string, id = '1700000000000'): Json => ({
  ...personal,
  type: 'message',
  id,
  text,
  textFormat: 'plain',
  attachments: html(`<div>${text}</div>`),
  entities: [CLIENT_INFO],
});

/** A message that mentions us, in a channel or a group chat. */
export const mentioned = (text: string, where: 'channel' | 'groupChat' = 'channel', id = '1700000000001'): Json => ({
  ...(where === 'channel' ? inChannel : inGroupChat),
  type: 'message',
  id,
  text: `<at>Plumbline</at> ${text}\n`,
  textFormat: 'plain',
  attachments: html(
    `<div><span itemscope="" itemtype="http://schema.skype.com/Mention">Plumbline</span> ${text}</div>`,
  ),
  entities: [mention, CLIENT_INFO],
});

/** A message in a channel among others, read because of a consent for all messages. */
export const overheard = (text: string): Json => ({
  ...inChannel,
  type: 'message',
  id: '1700000000002',
  text,
  entities: [CLIENT_INFO],
});

/** A press on a choice of a card. `card` is the message that holds it. */
export const submit = (value: unknown, card: string, id = '1700000000003'): Json => ({
  ...personal,
  type: 'message',
  id,
  replyToId: card,
  value,
  channelData: { ...personal.channelData, source: { name: 'message' }, legacy: { replyToId: card } },
  entities: [CLIENT_INFO],
});

/** The invoke of a card with `Action.Execute`. */
export const execute = (data: unknown): Json => ({
  ...personal,
  type: 'invoke',
  name: 'adaptiveCard/action',
  id: 'f:00000000-0000-4000-8000-000000000004',
  replyToId: '1700000000100',
  value: { action: { type: 'Action.Execute', verb: 'choose', data }, trigger: 'manual' },
  channelData: { ...personal.channelData, source: { name: 'message' } },
});

/** Other invokes that Teams can make of a bot. */
export const invokes = [
  'task/fetch',
  'task/submit',
  'composeExtension/query',
  'signin/verifyState',
  'fileConsent/invoke',
  'message/submitAction',
  'config/fetch',
].map((name): Json => ({ ...personal, type: 'invoke', name, id: `f:${name}`, value: { commandId: 'x' } }));

/** What Teams sends when a person installs the app for themselves, in its order. */
export const installed: readonly Json[] = [
  {
    ...personal,
    type: 'conversationUpdate',
    id: 'f:00000000-0000-4000-8000-000000000005',
    membersAdded: [{ id: PERSON.id, aadObjectId: PERSON.aadObjectId }, { id: BOT }],
  },
  {
    ...personal,
    type: 'installationUpdate',
    id: 'f:00000000-0000-4000-8000-000000000006',
    action: 'add',
    channelData: { ...personal.channelData, settings: { selectedChannel: { id: 'x' } }, source: { name: 'message' } },
    entities: [{ type: 'clientInfo', locale: 'en-US' }],
  },
];

/** The app added to a team; later somebody joins the team; the app is upgraded and removed. */
export const team = {
  added: {
    ...inChannel,
    conversation: { ...inChannel.conversation, id: '19:invented0000000000@thread.tacv2' },
    type: 'conversationUpdate',
    id: 'f:00000000-0000-4000-8000-000000000007',
    membersAdded: [{ id: BOT }],
    channelData: { ...inChannel.channelData, eventType: 'teamMemberAdded' },
  },
  joined: {
    ...inChannel,
    type: 'conversationUpdate',
    id: 'f:00000000-0000-4000-8000-000000000008',
    membersAdded: [{ id: '29:someone-else' }],
    channelData: { ...inChannel.channelData, eventType: 'teamMemberAdded' },
  },
  renamed: {
    ...inChannel,
    type: 'conversationUpdate',
    id: 'f:00000000-0000-4000-8000-000000000009',
    channelData: { ...inChannel.channelData, eventType: 'channelRenamed' },
  },
  /** Told in the team's general channel, whatever channel the bot was used in. */
  left: {
    ...inChannel,
    conversation: { ...inChannel.conversation, id: '19:invented1111111111@thread.tacv2' },
    type: 'conversationUpdate',
    id: 'f:00000000-0000-4000-8000-000000000012',
    membersRemoved: [{ id: BOT }],
    channelData: { ...inChannel.channelData, eventType: 'teamMemberRemoved' },
  },
  othersLeft: {
    ...inChannel,
    type: 'conversationUpdate',
    id: 'f:00000000-0000-4000-8000-000000000013',
    membersRemoved: [{ id: '29:someone-else' }],
    channelData: { ...inChannel.channelData, eventType: 'teamMemberRemoved' },
  },
  takenOutToUpgrade: { ...personal, type: 'installationUpdate', id: 'f:14', action: 'remove-upgrade' },
  upgraded: { ...personal, type: 'installationUpdate', id: 'f:10', action: 'add-upgrade' },
  removed: { ...personal, type: 'installationUpdate', id: 'f:11', action: 'remove' },
} as const satisfies Record<string, Json>;

/** A message that its writer changed. */
export const edited = (text: string, id = '1700000000000'): Json => ({
  ...personal,
  type: 'messageUpdate',
  id,
  timestamp: '2026-11-21T15:05:00.1234567Z',
  text,
  textFormat: 'plain',
  attachments: html(`<div>${text}</div>`),
  entities: [CLIENT_INFO],
  channelData: { ...personal.channelData, eventType: 'editMessage' },
});

/** A deletion that was undone: the message is there again. */
export const undeleted = (text: string): Json => ({
  ...edited(text),
  timestamp: '2026-11-21T15:07:00.1234567Z',
  channelData: { ...personal.channelData, eventType: 'undeleteMessage' },
});

/** A message that its writer took back. */
export const deleted: Json = {
  ...personal,
  type: 'messageDelete',
  id: '1700000000000',
  channelData: { ...personal.channelData, eventType: 'softDeleteMessage' },
};

/** Things that say nothing to us. */
export const silent: readonly Json[] = [
  { ...personal, type: 'typing', id: 't1' },
  { ...personal, type: 'messageReaction', id: 't2', reactionsAdded: [{ type: 'like' }], replyToId: '1700000000100' },
  {
    ...personal,
    type: 'event',
    id: 't3',
    name: 'application/vnd.microsoft.readReceipt',
    value: { lastReadMessageId: '1' },
  },
  { ...personal, type: 'message', id: 't4', text: null, attachments: null, entities: null, locale: null, value: null },
];
