/** How soon the visitor must be seen. Only the visitor's own withdrawal lowers it. */
export type Level = 'none' | 'soon' | 'urgent' | 'emergency';

/** A topic to be answered, with the topics to offer next to it. */
export interface Asked {
  readonly topic: string;
  readonly related: readonly string[];
  /** Health, not a fact of the clinic: the visitor may say whether it helped. */
  readonly rateable: boolean;
}

/** A red flag as the dialog knows it: which, how urgent, and nothing of its words. */
export interface Flag {
  readonly id: string;
  readonly urgency: Exclude<Level, 'none'>;
}

/** When a visitor would like to come, on the clinic's wall clock: a day (YYYY-MM-DD), any day up to another, or weekdays (0 is Sunday); from and to as HH:MM. */
export interface Times {
  readonly day: string | null;
  readonly until: string | null;
  readonly weekdays: readonly number[] | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a visitor typed for a booking. `phone` is E.164; `slot` names a free time of the clinic's system. */
export interface Details {
  readonly name: string | null;
  readonly phone: string | null;
  readonly extension: string | null;
  readonly email: string | null;
  readonly times: readonly Times[];
  readonly slot: string | null;
}

/** Whether a request may be cancelled: `ours` of this visit or proven, `unproven` until phone or e-mail are named, `wrong` when they were others, `unknown` when it cannot be cancelled here. */
export type Claim = 'ours' | 'unproven' | 'wrong' | 'unknown';

/** Everything that can happen in a visit. Past tense, after who did it. */
export type VisitEvent =
  | { readonly type: 'visitor.arrived'; readonly brief: boolean }
  | { readonly type: 'visitor.asked'; readonly topics: readonly Asked[] }
  /** `near`: the section of answers that comes nearest, when nothing in it is worth offering by itself; `follows`: asks on about the last answer; `question`: has the form of one. */
  | {
      readonly type: 'visitor.asked-unclearly';
      readonly candidates: readonly string[];
      readonly follows?: true;
      readonly question?: true;
      readonly near?: string | undefined;
    }
  | { readonly type: 'visitor.answered'; readonly answer: 'yes' | 'no' | 'unsure' }
  | { readonly type: 'visitor.chose'; readonly option: string }
  | { readonly type: 'visitor.wanted-to-ask'; readonly starters: readonly string[] }
  /** `way`: the way of booking that was named, such as being called back. */
  /** With what the wish itself names: the way, what for, and which place. */
  | {
      readonly type: 'visitor.wanted-booking';
      readonly way?: string;
      readonly reason?: string | null;
      readonly place?: string | null;
    }
  | { readonly type: 'visitor.wanted-check' }
  | { readonly type: 'visitor.wanted-help' }
  | { readonly type: 'visitor.wanted-to-stop' }
  | { readonly type: 'visitor.went-back' }
  | { readonly type: 'visitor.wanted-restart' }
  | { readonly type: 'visitor.wanted-forgetting' }
  | { readonly type: 'visitor.asked-what-is-kept' }
  | { readonly type: 'visitor.asked-after-request'; readonly reference: string }
  | { readonly type: 'visitor.greeted' }
  | { readonly type: 'visitor.thanked' }
  | { readonly type: 'visitor.complained' }
  | { readonly type: 'visitor.said-goodbye' }
  | { readonly type: 'visitor.acknowledged' }
  | { readonly type: 'visitor.rated'; readonly helpful: boolean }
  | { readonly type: 'visitor.withdrew' }
  | { readonly type: 'visitor.wrote-in'; readonly language: string }
  /** Details of a booking, or what stood in the way of reading them. `slots`: the free times that fit the times given; `place`: one of the clinic's. */
  | {
      readonly type: 'visitor.gave';
      readonly given: Partial<Details>;
      readonly problem: string | null;
      readonly slots?: readonly string[];
      readonly place?: string;
    }
  | { readonly type: 'visitor.confirmed' }
  | { readonly type: 'visitor.wanted-person' }
  | { readonly type: 'visitor.wanted-cancelling'; readonly reference: string | null; readonly claim: Claim }
  /** `name` null: a hub does not tell who. `reference`: of the request that was answered, where it is known. */
  | { readonly type: 'staff.joined'; readonly name: string | null; readonly reference?: string }
  | { readonly type: 'staff.wrote'; readonly name: string; readonly text: string }
  | { readonly type: 'staff.left' }
  | { readonly type: 'staff.erased-chat' }
  | { readonly type: 'staff.did-not-answer'; readonly reference: string }
  | { readonly type: 'staff.could-not-join'; readonly reference: string }
  | { readonly type: 'clinic.has-request'; readonly reference: string }
  | { readonly type: 'clinic.was-not-reached'; readonly reference: string }
  /** `end` in epoch milliseconds. */
  | {
      readonly type: 'clinic.booked';
      readonly reference: string;
      readonly slot: string;
      readonly place: string;
      readonly end: number | null;
    }
  | { readonly type: 'clinic.slot-gone'; readonly reference: string }
  | { readonly type: 'screening.found-red-flag'; readonly flag: Flag; readonly topics: readonly Asked[] }
  | { readonly type: 'screening.could-not-tell'; readonly flag: Flag; readonly topics: readonly Asked[] };
