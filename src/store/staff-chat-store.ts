/** A Teams channel or chat, or a Slack channel, where staff are told of requests. */
export interface StaffChat {
  /** The same for the same place of its channel. */
  readonly id: string;
  /** The Teams team that it belongs to; null when there is none. */
  readonly team: string | null;
  /** Where it is written to; parsed by its channel, never here. */
  readonly address: unknown;
}

/** A one-time code by which a chat is opened for the notices of a clinic, known by its hash. Epoch milliseconds. */
export interface ChatCode {
  readonly hash: string;
  readonly clinicId: string;
  readonly expiresAt: number;
}

/** The chats where staff are told. */
export interface StaffChatStore {
  /** Keeps a code, and erases those that were over at `now`. */
  keepChatCode(code: ChatCode, now: number): Promise<void>;
  /** Uses a code up: notices of its clinic go to this chat from now on. Gives the clinic; null when the code is unknown, used or over. */
  openStaffChat(hash: string, chat: StaffChat, now: number): Promise<string | null>;
  /** The chats where staff of a clinic are told, the oldest first. */
  staffChats(clinicId: string): Promise<readonly StaffChat[]>;
  /** The clinics whose notices go to a chat. */
  clinicsOfChat(id: string): Promise<readonly string[]>;
  /** Ends the notices to a chat, or to all chats of a team. Gives the clinics that lost one. */
  closeStaffChats(which: { readonly id: string } | { readonly team: string }): Promise<readonly string[]>;
}
