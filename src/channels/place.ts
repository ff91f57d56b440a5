import type { IncomingActivity } from './bot-framework/activity-schema.ts';

/** Where in a channel a reply is shown. */
export interface Place {
  /** Others read along: a Teams channel or group chat, a Slack channel. */
  readonly shared: boolean;
  /** Opens a private chat with us; null where the channel has no such link. */
  readonly privateChat: string | null;
  /** The Slack thread that the visitor wrote in. */
  readonly thread: string | null;
}

/** A private chat, where nothing need be held back. */
export const PRIVATE: Place = { shared: false, privateChat: null, thread: null };

/** Where an activity came from, and so where its replies are shown. */
export function placeOf(activity: IncomingActivity): Place {
  const { channelId, recipient, channelData } = activity;
  const bot = channelId === 'msteams' ? /^28:[\da-f-]{36}$/i.exec(recipient?.id ?? '')?.[0] : undefined;
  const press = channelData?.Payload ?? channelData?.payload;
  return {
    shared: isShared(activity),
    privateChat: bot ? `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(bot)}` : null,
    thread: channelData?.SlackMessage?.event?.thread_ts ?? press?.container?.thread_ts ?? null,
  };
}

/** True where others read along. Slack's conversation ids name the kind of place in the third part: `D…` is a direct message. */
export function isShared({
  channelId,
  conversation: { id, isGroup, conversationType = '' },
}: IncomingActivity): boolean {
  if (isGroup === true || ['channel', 'groupChat'].includes(conversationType)) return true;
  return channelId === 'slack' && /^[^:]+:[^:]+:[CG]/.test(id);
}
