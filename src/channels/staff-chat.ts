import { createHash } from 'node:crypto';
import type { StaffChat } from '../store/staff-chat-store.ts';
import type { VisitorMessage } from '../turn/visitor-message.ts';
import type { IncomingActivity } from './bot-framework/activity-schema.ts';
import { capabilities, channelName } from './capabilities.ts';

/** What staff tell us of the notices in a chat of theirs. */
export type StaffChatCommand = { readonly does: 'open'; readonly code: string } | { readonly does: 'close' };

const COMMAND = /^notices (?:(stop)\.?|here(?:\s+(\S{1,64}))?)$/i;

/** Reads `notices here CODE` and `notices stop`, of which nothing else may be in the message; null for any other. */
export function readStaffChatCommand(
  { type, channelId, serviceUrl }: IncomingActivity,
  { text }: Pick<VisitorMessage, 'text'>,
): StaffChatCommand | null {
  const isCommand = type === 'message' && serviceUrl && capabilities[channelName(channelId)].staffChats;
  const found = isCommand ? COMMAND.exec(text) : null;
  if (!found) return null;
  return found[1] ? { does: 'close' } : { does: 'open', code: found[2] ?? '' };
}

/** Where an activity came from, as a chat to post to: the channel itself and not the thread, and nobody's name or id. */
export function staffChatOf(activity: IncomingActivity): StaffChat {
  const { channelId, serviceUrl, conversation, recipient, channelData } = activity;
  const id = rootOf(activity);
  const tenantId = conversation.tenantId ?? channelData?.tenant?.id;
  return {
    id: createHash('sha256').update(`${channelId}:${id}`).digest('base64url').slice(0, 16),
    team: channelData?.team?.id ?? null,
    address: {
      type: 'event',
      channelId,
      serviceUrl,
      conversation: { ...conversation, id, ...(tenantId && { tenantId }) },
      ...(recipient && { recipient: { id: recipient.id } }),
    },
  };
}

/** True when we were taken out of the chat or team: an app that is brought up to date is taken out and put back. */
export function tellsOfRemoval({ type, action, membersRemoved = [], recipient }: IncomingActivity): boolean {
  if (type === 'installationUpdate') return action === 'remove';
  return type === 'conversationUpdate' && membersRemoved.some(({ id }) => id !== undefined && id === recipient?.id);
}

/** Teams names a thread of a channel after `;`, Slack in a fourth part. */
const rootOf = ({ channelId, conversation: { id } }: IncomingActivity): string =>
  channelId === 'slack' ? id.split(':').slice(0, 3).join(':') : id.replace(/;messageid=.*$/, '');
