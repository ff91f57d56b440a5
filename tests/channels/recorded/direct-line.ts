type Json = Readonly<Record<string, unknown>>;

/** Azure's Direct Line puts the user of a browser's token into `from`. */
export const VISITOR = 'dl_invented-Xb3_visitor';
export const HUB = 'invented-contact-centre';
export const CONVERSATION = '5Ix8invented0KpQ-us';

/** What every Direct Line activity carries. Shapes: Azure Bot Service's Direct Line and Web Chat; all ids are invented. */
const base = (channelId: string) => ({
  channelId,
  serviceUrl: 'https://directline.botframework.com/',
  timestamp: '2026-12-01T15:00:00.1234567Z',
  localTimestamp: '2026-12-01T10:00:00.123-05:00',
  localTimezone: 'America/New_York',
  recipient: { id: 'plumbline@invented', name: 'Plumbline' },
  conversation: { id: CONVERSATION },
  locale: 'en-US',
});

/** What a visitor wrote. */
export const message = (text: string, nth = 1, channelId = 'directline'): Json => ({
  ...base(channelId),
  type: 'message',
  id: `${CONVERSATION}|${String(nth).padStart(7, '0')}`,
  from: { id: VISITOR, name: '', role: 'user' },
  textFormat: 'plain',
  text,
  entities: [{ type: 'ClientCapabilities', requiresBotState: true, supportsListening: true, supportsTts: true }],
  channelData: { clientActivityID: `invented-${nth}`, clientTimestamp: '2026-12-01T15:00:00.100Z' },
});

/** What a person in a hub wrote into the conversation, as who has the channel's secret. */
export const agentMessage = (text: string): Json => ({
  ...message(text),
  id: `${CONVERSATION}|agent-${text.length}`,
  from: { id: HUB, name: 'Contact centre', role: 'user' },
  channelData: {},
});

/** What a hub tells of a hand-off; `from` whoever posts it. */
export const handOffStatus = (value: unknown, from = HUB, channelId = 'directline'): Json => ({
  ...base(channelId),
  type: 'event',
  name: 'handoff.status',
  id: `${CONVERSATION}|status-${JSON.stringify(value)}`,
  from: { id: from, name: 'Contact centre', role: 'user' },
  value,
});
