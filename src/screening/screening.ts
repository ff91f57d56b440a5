import type { Urgency } from '../content/content-schema.ts';

/** The words that found a red flag and the rule that joined them. */
export interface Evidence {
  readonly words: string;
  readonly rule: string;
}

/** One red flag found in a message. `urgency` can be above the file's level when a rule says so. */
export interface Finding {
  readonly flag: string;
  readonly urgency: Exclude<Urgency, 'none'>;
  readonly evidence: readonly Evidence[];
}

/** What screening says of one message: the worst level, its findings worst first, and the flag to ask about when it cannot tell. */
export interface Screening {
  readonly urgency: Urgency;
  readonly findings: readonly Finding[];
  readonly asks: string | null;
  /** The level that a yes to the question means; null when nothing is asked. */
  readonly asksFor: Finding['urgency'] | null;
  /** True when the rules found it and only the second opinion doubts: an earlier no does not silence the question. */
  readonly insists: boolean;
  /** The second opinion's chances, 0 to 1, that the message is at least so urgent; null when there is none. */
  readonly chances: Chances | null;
  /** What later messages of the visit may lean on: concepts said of the person, such as `back` or `diabetes`. */
  readonly heard: readonly string[];
  /** Cautions to say beside an answer, such as `note-pacemaker-electro`. */
  readonly notes: readonly string[];
}

/** A message in which nothing was found. */
export const NOTHING_FOUND: Screening = {
  urgency: 'none',
  findings: [],
  asks: null,
  asksFor: null,
  insists: false,
  chances: null,
  heard: [],
  notes: [],
};

export type Chances = Readonly<Record<Exclude<Urgency, 'none'>, number>>;

/** Screens a text of any length (20,000 characters are read), with what was heard before in the visit. Pure, synchronous, never throws on any input. */
export type ScreenText = (text: string, heard?: readonly string[]) => Screening;
