/** What a visitor asked of the clinic: to be called back, to speak to a person, or an appointment in its system. */
export type RequestKind = 'callback' | 'hand-off' | 'appointment';
/** Where staff are with it. `withdrawn`: the visitor cancelled it or asked to be forgotten. */
export type RequestState = 'open' | 'claimed' | 'closed' | 'withdrawn';
/** Whether the clinic has it. `failed`: given up, the visitor was given the phone number. */
export type RequestDelivery = 'waiting' | 'delivered' | 'failed';

/** Written in the commit of the turn that confirmed it. */
export interface NewRequest {
  /** Short, easy to say: `K7M-4QD`. Made from the message's key, so the same message never makes two. */
  readonly reference: string;
  readonly kind: RequestKind;
  /** Equal for requests that would be the same one (clinic, phone or e-mail, times). */
  readonly twin: string;
  /** JSON: name, phone, email, windows, slot, reason, place, urgency, language, zone. Parsed by whoever reads it. */
  readonly details: unknown;
}

/** A request as staff see it. `revision` guards against two people changing it at once; it starts at 1. Times in epoch milliseconds. */
export interface ClinicRequest extends NewRequest {
  readonly clinicId: string;
  readonly visitId: string;
  readonly state: RequestState;
  readonly delivery: RequestDelivery;
  readonly claimedBy: string | null;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly revision: number;
}

/** A note of staff on a request. */
export interface RequestNote {
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

/** Which requests are wanted, newest first. */
export interface RequestFilter {
  readonly clinicIds: readonly string[];
  readonly kinds?: readonly RequestKind[];
  readonly states?: readonly RequestState[];
  readonly limit: number;
  readonly offset: number;
}

/** What visitors asked of their clinics. Requests are made by `VisitStore.commit` only. */
export interface RequestStore {
  request(reference: string): Promise<ClinicRequest | null>;
  requests(filter: RequestFilter): Promise<{ readonly rows: readonly ClinicRequest[]; readonly total: number }>;
  /** The newest request with this twin made since then that was not withdrawn; null when there is none. */
  twinOf(clinicId: string, twin: string, since: number): Promise<string | null>;
  /** Changes one when its revision is still the one read; false when somebody else was quicker. */
  changeRequest(
    reference: string,
    revision: number,
    change: Partial<Pick<ClinicRequest, 'state' | 'claimedBy'>>,
    now: number,
  ): Promise<boolean>;
  /** Notes how delivery ended; `failed` never overwrites `delivered`. */
  noteDelivery(reference: string, delivery: RequestDelivery, now: number): Promise<void>;
  notes(reference: string): Promise<readonly RequestNote[]>;
  addNote(reference: string, note: RequestNote): Promise<void>;
  /** Erases the details, notes and undelivered work of a request, and marks it withdrawn. True when it was there. */
  eraseRequest(reference: string, now: number): Promise<boolean>;
  /** Erases requests of a clinic made before `before`. Gives their number. */
  expireRequests(clinicId: string, before: number): Promise<number>;
}
