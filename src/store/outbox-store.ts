/** A piece of work to deliver after the commit. `key` makes it idempotent, to us and to the receiver. */
export interface OutboxRow {
  readonly key: string;
  /** Which deliverer takes it: `notice`, `inbox`, `fhir-book`, `hub`, `say`. */
  readonly kind: string;
  readonly body: unknown;
}

/** Work that one worker holds until its lease ends; `attempts` counts the tries before this one. */
export interface LeasedWork extends OutboxRow {
  readonly clinicId: string;
  readonly visitId: string;
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** Work that was given up after too many tries; staff see it and may have it tried again. */
export interface DeadWork extends LeasedWork {
  readonly reason: string;
  readonly diedAt: number;
}

/** The outbox: what a turn left to be delivered. All times in epoch milliseconds. */
export interface OutboxStore {
  /** Puts work in that no turn left; a row whose key is known is left as it is. */
  leave(
    rows: readonly OutboxRow[],
    of: { readonly visitId: string; readonly clinicId: string; readonly now: number },
  ): Promise<void>;
  /** Takes up to `limit` rows that are due and not leased, oldest first, and holds them until `until`. Two workers never get the same row. Of a visit's rows of kind `say` the oldest that waits, no other: what is said keeps its order. */
  lease(now: number, until: number, limit: number): Promise<readonly LeasedWork[]>;
  /** Marks a row as delivered; one that is unknown, blanked or delivered already is left as it is. */
  delivered(key: string, now: number): Promise<void>;
  /** Gives a row back to be tried again at `retryAt`; null gives it up. `reason` holds no visitor's words. */
  failed(
    key: string,
    failure: { readonly now: number; readonly retryAt: number | null; readonly reason: string },
  ): Promise<void>;
  /** Rows given up, newest first, of these clinics. */
  dead(clinicIds: readonly string[], limit: number): Promise<readonly DeadWork[]>;
  /** Has a row that was given up tried again from now on, its count of tries at nought. True when there was one. */
  revive(key: string, now: number): Promise<boolean>;
  /** How many rows wait, and since when the oldest does (null when none); for `/metrics` and `/readyz`. */
  waiting(): Promise<{ readonly rows: number; readonly since: number | null }>;
}
