/** What one channel can show and do. Lengths in characters unless a field says otherwise; null: there is no such thing there. */
export interface Capabilities {
  /** Who shows it, and how replies reach it. */
  readonly through: string;
  readonly markup: 'markdown' | 'mrkdwn' | 'plain';
  /** Most characters of a message's text. */
  readonly text: number;
  /** Most bytes of a whole message; larger ones are sent as plain text. */
  readonly bytes: number;
  /** Buttons below the last message, gone once one is pressed. */
  readonly suggestedActions: number;
  /** Buttons in a message or card. */
  readonly buttons: number;
  /** Most characters on a button. */
  readonly buttonText: number | null;
  /** Newest Adaptive Card version that is shown. */
  readonly card: '1.5' | null;
  /** Slack's blocks in a message, and most characters of a section. */
  readonly blocks: number | null;
  readonly sectionText: number | null;
  /** Entries of an overflow menu. */
  readonly overflow: number | null;
  readonly images: boolean;
  /** Signs that we are writing are shown. */
  readonly typing: boolean;
  /** A message of ours can be changed after it was sent: a used card loses its buttons. */
  readonly updates: boolean;
  /** A calendar file can be taken. */
  readonly files: boolean;
  /** Hand-off events reach a hub that listens on the channel, and come back from it. */
  readonly handOffs: boolean;
  /** Staff can have notices posted in a chat of theirs. */
  readonly staffChats: boolean;
}

const web = {
  markup: 'markdown',
  text: 256_000,
  bytes: 256_000,
  suggestedActions: 100,
  buttons: 100,
  buttonText: null,
  card: null,
  blocks: null,
  sectionText: null,
  overflow: null,
  images: true,
  typing: true,
  updates: false,
  files: false,
  handOffs: false,
  staffChats: false,
} as const;

/**
 * What channels can do: the one place that renderers read, printed into docs/channels.md by `npm run channel-table`.
 * Sources, read in November 2026: Azure Bot Service channel reference; Teams card reference and bot message formats;
 * Slack's Block Kit reference; for the website, our own widget.
 */
export const capabilities = {
  website: { ...web, through: 'our widget, our Direct Line service', files: true },
  webchat: { ...web, through: 'Web Chat, Azure Bot Service', handOffs: true },
  directline: { ...web, through: 'any Direct Line client, Azure Bot Service', handOffs: true },
  msteams: {
    ...web,
    through: 'Microsoft Teams, Azure Bot Service',
    text: 28_000,
    bytes: 80_000,
    suggestedActions: 3,
    buttons: 5,
    card: '1.5',
    updates: true,
    staffChats: true,
  },
  slack: {
    ...web,
    through: 'Slack, Azure Bot Service',
    markup: 'mrkdwn',
    text: 4_000,
    suggestedActions: 0,
    buttons: 5,
    buttonText: 75,
    blocks: 50,
    sectionText: 3_000,
    overflow: 5,
    typing: false,
    staffChats: true,
  },
  plain: {
    ...web,
    through: 'every other channel: SMS, e-mail, …',
    markup: 'plain',
    suggestedActions: 0,
    buttons: 0,
    images: false,
    typing: false,
  },
} as const satisfies Record<string, Capabilities>;

/** A row of the table. */
export type ChannelName = keyof typeof capabilities;

/** The row of a Bot Framework channel id; the website has none, for it never comes through that door. */
export function channelName(channelId: string): ChannelName {
  if (channelId === 'emulator') return 'webchat';
  return channelId !== 'website' && Object.hasOwn(capabilities, channelId) ? (channelId as ChannelName) : 'plain';
}
