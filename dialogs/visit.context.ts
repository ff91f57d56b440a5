import type { Details, Flag, Level } from './visit.events.ts';

/** What the dialog must know of a clinic. Given anew with every turn, never saved. */
export interface ClinicFacts {
  readonly seesPeople: boolean;
  readonly places: readonly string[];
  /** Ways of booking that work now, in the clinic's order of preference, such as `link` and `phone`. */
  readonly ways: readonly string[];
  /** Null when the clinic gave no hours. */
  readonly open: boolean | null;
  /** The clinic's day, YYYY-MM-DD, and its time of day, HH:MM. */
  readonly today: string;
  readonly time: string;
  /** Free times of its system, earliest first; `place` null when the system names none. */
  readonly slots: readonly { readonly id: string; readonly place: string | null }[];
  /** The reference that a request made in this turn gets. */
  readonly reference: string;
  /** The reference of a request that would be the same one as this visit's, made minutes ago. */
  readonly twin: string | null;
  /** The reference of a request for a person that this visit made minutes ago. */
  readonly called: string | null;
  /** True where whoever is asked for a person gets what was said so far. */
  readonly passesOn: boolean;
}

/** Where it hurts: decides what the interview asks. */
export type Region = 'back' | 'foot' | 'both';

/** What a visit remembers. Saved with the visit, `clinic` apart; no wording and nothing the visitor wrote. */
export interface VisitContext {
  readonly clinic: ClinicFacts;
  readonly urgency: Level;
  /** The red flag whose text stands; `checklist` when the check-list raised it. */
  readonly flag: string | null;
  /** Every red flag found in the visit and not withdrawn, oldest first. */
  readonly flags: readonly Flag[];
  /** The red flag whose question was put. */
  readonly asked: Flag | null;
  /** What an interruption comes back to. */
  readonly doing: 'booking' | 'interview' | null;
  /** Interview questions, and red-flag questions as `flag:<id>`, answered with no. */
  readonly cleared: readonly string[];
  /** True once all emergency questions were answered with no. */
  readonly checked: boolean;
  readonly region: Region | null;
  readonly reason: string | null;
  readonly place: string | null;
  /** The way of booking under way. */
  readonly way: string | null;
  /** True once this booking's visitor was told what is asked, who sees it and for how long it is kept. */
  readonly told: boolean;
  readonly details: Details;
  /** The free times offered last fit these; null for any. */
  readonly fitting: readonly string[] | null;
  /** The last request made in this visit. */
  readonly request: { readonly reference: string; readonly kind: string } | null;
  /** The request that the visitor wants to cancel and must prove to be theirs. */
  readonly cancelling: string | null;
  /** The last topic answered: follow-ups lean on it. */
  readonly topic: string | null;
  /** Messages in a row that were not understood. */
  readonly misses: number;
}

/** A line to say: its id, the choices to offer with it, and values for its braces. */
export interface Said {
  readonly line: string;
  readonly options?: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
}

export const noFacts: ClinicFacts = {
  seesPeople: true,
  places: [],
  ways: [],
  open: null,
  today: '',
  time: '',
  slots: [],
  reference: '',
  twin: null,
  called: null,
  passesOn: false,
};

/** Nothing typed for a booking yet. */
export const noDetails: Details = { name: null, phone: null, extension: null, email: null, times: [], slot: null };

/** A visit in which nothing has happened yet. */
export const newContext = (clinic: ClinicFacts): VisitContext => ({
  clinic,
  urgency: 'none',
  flag: null,
  flags: [],
  asked: null,
  doing: null,
  cleared: [],
  checked: false,
  region: null,
  reason: null,
  place: null,
  way: null,
  told: false,
  details: noDetails,
  fitting: null,
  request: null,
  cancelling: null,
  topic: null,
  misses: 0,
});

const levels: readonly Level[] = ['none', 'soon', 'urgent', 'emergency'];
/** True when the first level is at least as urgent as the second. */
export const atLeast = (level: Level, other: Level): boolean => levels.indexOf(level) >= levels.indexOf(other);
