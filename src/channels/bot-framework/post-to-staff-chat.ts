import { HttpError } from '@microsoft/agents-hosting';
import type { PostToStaffChat } from '../../outbox/deliver-notice.ts';
import { type Notice, titleOf } from '../../outbox/notice.ts';
import { Refused } from '../../outbox/refused.ts';
import { noticeText, slackNotice, teamsNotice } from '../../outbox/show-notice.ts';
import type { StaffChatStore } from '../../store/staff-chat-store.ts';
import { capabilities } from '../capabilities.ts';
import type { ChannelAdapter } from './channel-adapter.ts';
import { readReplyAddress } from './reply-address.ts';
import { failureOf } from './say-elsewhere.ts';
import type { StaffChats } from './staff-chats.ts';

/** What posting to a chat of staff needs. `adapter` tries once: the outbox tries again. */
export interface PostDeps {
  readonly store: Pick<StaffChatStore, 'staffChats'>;
  readonly chats: Pick<StaffChats, 'close'>;
  readonly adapter: ChannelAdapter;
  /** The app that we post as; null in anonymous mode. */
  readonly clientId: string | null;
  readonly now: () => number;
}

/** The connector says that we are not in the chat any more, or that it is gone. */
const SHUT = [403, 404];
const MALFORMED = [400, 413];

/**
 * Posts notices as messages of the bot. A chat that is shut is closed: the notice is given up, for staff to see. Channels
 * know no idempotency key: a notice whose post ended without an answer is posted again, with the same reference.
 */
export function postToStaffChat({ store, chats, adapter, clientId, now }: PostDeps): PostToStaffChat {
  return async (clinicId, chatId, notice) => {
    const chat = (await store.staffChats(clinicId)).find(({ id }) => id === chatId);
    if (!chat) throw new Refused('the chat of staff takes no notices any more');
    const address = readReplyAddress(chat.address);
    if (!address || !adapter.allows(address.serviceUrl)) throw new Refused('the chat of staff cannot be written to');
    const caller = { audience: clientId, serviceUrl: null, channels: null };
    try {
      const conversation = await adapter.conversation(address, caller);
      await conversation.send(shown(notice, address.channelId)).catch((error: unknown) => {
        if (!answered(error, MALFORMED)) throw error;
        return conversation.send(inWords(notice));
      });
    } catch (error) {
      if (answered(error, SHUT)) await chats.close({ id: chatId }, 'its channel refused a notice');
      throw failureOf(error, now());
    }
  };
}

function shown(notice: Notice, channelId: string): object {
  const slack = slackNotice(notice);
  return channelId === 'slack'
    ? { type: 'message', text: slack.text, channelData: slack }
    : { type: 'message', summary: titleOf(notice), attachments: [teamsNotice(notice, capabilities.msteams.card)] };
}

const inWords = (notice: Notice): object => ({ type: 'message', textFormat: 'plain', text: noticeText(notice) });

const answered = (error: unknown, statuses: readonly number[]): boolean =>
  error instanceof HttpError && statuses.includes(error.status);
