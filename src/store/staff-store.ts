/** What a person may do. `front-desk`: requests and conversations; `editor`, `reviewer`: content; `admin`: all, with accounts and the audit. */
export const roles = ['front-desk', 'editor', 'reviewer', 'admin'] as const;
export type StaffRole = (typeof roles)[number];

/** Someone who answers. `clinicIds` null means every clinic. `password` is its encoded hash, never the word. */
export interface StaffAccount {
  readonly id: string;
  /** What they sign in with, like an e-mail address, in lower case; unique; what claims, notes and the audit name. */
  readonly signInName: string;
  /** What visitors and colleagues see. */
  readonly shownName: string;
  readonly role: StaffRole;
  readonly clinicIds: readonly string[] | null;
  readonly disabled: boolean;
  readonly password: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** What may change of an account. Any change ends its sessions. */
export type AccountChange = Partial<Pick<StaffAccount, 'role' | 'clinicIds' | 'disabled' | 'password'>>;

/** A signed-in browser, known by a hash of its cookie. Times in epoch milliseconds. */
export interface StaffSession {
  readonly hash: string;
  readonly accountId: string;
  readonly startedAt: number;
  /** When a person last did something in it. */
  readonly seenAt: number;
}

/** A one-time link, known by a hash of its code. `accountId` null: it makes an account; else it sets that account's password. */
export interface StaffInvitation {
  readonly hash: string;
  readonly accountId: string | null;
  /** True for the link of the first start: void as soon as there is an account. */
  readonly first: boolean;
  readonly role: StaffRole;
  readonly clinicIds: readonly string[] | null;
  readonly expiresAt: number;
}

/** What came of a one-time link. `void`: unknown, used or expired. */
export type Accepted = 'accepted' | 'void' | 'name-taken';

/** Who did what; never contents. `clinicId` null when it concerns no single clinic. `at` in epoch milliseconds. */
export interface AuditEntry {
  readonly at: number;
  readonly clinicId: string | null;
  readonly by: string;
  /** Such as `request.read`. */
  readonly what: string;
  /** The request's reference, or the account's name; null when there is none. */
  readonly about: string | null;
}

/** Accounts of staff, their sessions and invitations, attempts to sign in or to prove a request one's own, and the audit. Times in epoch milliseconds. */
export interface StaffStore {
  accounts(): Promise<readonly StaffAccount[]>;
  account(id: string): Promise<StaffAccount | null>;
  accountNamed(signInName: string): Promise<StaffAccount | null>;
  /** Changes an account and ends its sessions. False when it would leave no working admin of every clinic, or there is no such account. */
  changeAccount(id: string, change: AccountChange): Promise<boolean>;

  invite(invitation: StaffInvitation): Promise<void>;
  invitation(hash: string, now: number): Promise<StaffInvitation | null>;
  /** Uses a link up: makes `account`, or sets the password of the one that the link names and ends its sessions. All or nothing. */
  acceptInvitation(hash: string, account: StaffAccount, now: number): Promise<Accepted>;

  openSession(session: StaffSession): Promise<void>;
  /** The session and its account when that is not disabled; whether it is too old is for the caller to say. */
  session(hash: string): Promise<{ readonly session: StaffSession; readonly account: StaffAccount } | null>;
  touchSession(hash: string, now: number): Promise<void>;
  endSession(hash: string): Promise<void>;

  /**
   * Counts an attempt against every key as if it had failed, unless one of them must wait: then gives until when. In one
   * step, so that attempts side by side do not outrun the count. `wait` gives the milliseconds to wait after so many failures.
   */
  takeAttempt(keys: readonly string[], now: number, wait: (failures: number) => number): Promise<number | null>;
  /** The attempt was right: `cleared` starts again at nought, `refunded` loses the one failure that was counted. */
  attemptWasRight(cleared: string, refunded: string): Promise<void>;

  audit(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first; of these clinics, or of all and of none when null; about one thing when `about` is given. */
  audited(filter: {
    readonly clinicIds: readonly string[] | null;
    readonly about?: string;
    readonly limit: number;
    readonly offset: number;
  }): Promise<{ readonly rows: readonly AuditEntry[]; readonly total: number }>;

  /** References of open and claimed requests whose details say `emergency` or `urgent`: emergencies first, then the oldest. */
  urgentRequests(clinicIds: readonly string[], limit: number): Promise<readonly string[]>;

  /** Erases audit entries of a clinic (null: of none) made before `before`. */
  expireAudit(clinicId: string | null, before: number): Promise<void>;
  /** Erases sessions started before `sessionsBefore`, links that ended before `now`, and attempts last made before `attemptsBefore`. */
  expireStaff(times: {
    readonly sessionsBefore: number;
    readonly now: number;
    readonly attemptsBefore: number;
  }): Promise<void>;
}
