import type { Log } from '../../log.ts';
import type { Reply } from '../../replies/reply.ts';
import type { StaffChat, StaffChatStore } from '../../store/staff-chat-store.ts';
import type { StaffStore } from '../../store/staff-store.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';
import { readStaffChatCommand, staffChatOf, tellsOfRemoval } from '../staff-chat.ts';
import { chatCodeHash } from '../staff-chat-code.ts';
import { words } from '../words.ts';
import type { IncomingActivity } from './activity-schema.ts';
import { ownWords } from './own-words.ts';

/** What the chats of staff lean on. */
export interface StaffChatsDeps {
  readonly store: StaffChatStore & Pick<StaffStore, 'audit'>;
  /** The name of a clinic; undefined once it is no longer in the content. */
  readonly clinicName: (id: string) => string | undefined;
  readonly isAlarming: (text: string) => boolean;
  readonly now: () => number;
  readonly log: Log;
}

/** Where staff of clinics are told of requests: opened by a one-time code, closed by a word, or when we are taken out. */
export class StaffChats {
  readonly #deps: StaffChatsDeps;
  constructor(deps: StaffChatsDeps) {
    this.#deps = deps;
  }

  /** What staff are answered who open or close a chat; null for every other message. */
  async answer(activity: IncomingActivity, message: VisitorMessage): Promise<Reply | null> {
    const command = readStaffChatCommand(activity, message);
    if (!command || this.#deps.isAlarming(message.text)) return null;
    const chat = staffChatOf(activity);
    if (command.does === 'open') return ownWords(message, await this.#open(chat, command.code));
    return (await this.close({ id: chat.id }, 'somebody there said so')) ? ownWords(message, words.noticesStop) : null;
  }

  /** Closes the chats that we were taken out of. */
  async leave(activity: IncomingActivity): Promise<void> {
    if (!tellsOfRemoval(activity)) return;
    const { id, team } = staffChatOf(activity);
    await this.close({ id }, 'the bot was removed');
    if (team !== null) await this.close({ team }, 'the bot was removed');
  }

  /** Ends the notices to a chat or a team. True when there were any. */
  async close(which: { readonly id: string } | { readonly team: string }, why: string): Promise<boolean> {
    const clinics = await this.#deps.store.closeStaffChats(which);
    for (const clinic of clinics) this.#deps.log.warn({ clinic, why }, 'a chat of staff takes no more notices');
    await this.#note('notices.ended', clinics);
    return clinics.length > 0;
  }

  async #open(chat: StaffChat, code: string): Promise<string> {
    const { store, clinicName, now } = this.#deps;
    const clinicId = await store.openStaffChat(chatCodeHash(code), chat, now());
    if (clinicId !== null) {
      await this.#note('notices.begun', [clinicId]);
      return words.noticesHere(clinicName(clinicId) ?? clinicId);
    }
    // A channel may deliver a message twice: its code was used by the first.
    return (await store.clinicsOfChat(chat.id)).length > 0 ? words.noticesAlready : words.noticesCodeVoid;
  }

  async #note(what: string, clinicIds: readonly string[]): Promise<void> {
    const at = this.#deps.now();
    await this.#deps.store.audit(
      clinicIds.map((clinicId) => ({ at, clinicId, by: 'a staff chat', what, about: null })),
    );
  }
}
