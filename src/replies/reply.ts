import type { Urgency } from '../content/content-schema.ts';

/** A line that the dialog wants said: its id, the choices offered with it, and values for its braces. */
export interface Line {
  readonly line: string;
  readonly options?: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
}

/** A choice: `id` is ours, `label` is what the visitor sees, presses or types. */
export interface Option {
  readonly id: string;
  readonly label: string;
}

/** Somewhere to go: `tel:`, `mailto:` or `https:` only. */
export interface Link {
  readonly label: string;
  readonly href: string;
}

/** Where an answer comes from, shown small below it. */
export interface About {
  readonly sources: readonly { readonly name: string; readonly url: string | null; readonly supports: string }[];
  readonly review: 'pending' | 'reviewed';
  readonly reviewedBy: string | null;
  /** Day until which the text holds, `2027-05-21`. */
  readonly due: string;
}

/** A picture shown with an answer: `pictures/<id>`, and what it shows in words. `height` in pixels at 320 wide. */
export interface Picture {
  readonly id: string;
  readonly title: string;
  readonly alt: string;
  readonly height: number;
}

/** One line of a read-back. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A file that the visitor may keep, such as a calendar entry. */
export interface ReplyFile {
  readonly name: string;
  readonly type: 'text/calendar';
  readonly text: string;
}

/**
 * One bubble that we send, before a channel renders it. `text` is our markdown subset: paragraphs, line breaks and **bold**;
 * of kind `staff` it is a person's own words, shown as they were typed: nothing in them is markup.
 * `urgency` is the visit's standing level after the turn; `answer` the topic answered in the turn.
 */
export interface Reply {
  readonly id: string;
  readonly kind: 'plain' | 'answer' | 'emergency' | 'urgent' | 'soon' | 'staff';
  readonly heading: string | null;
  readonly text: string;
  readonly links: readonly Link[];
  readonly options: readonly Option[];
  readonly about: About | null;
  readonly lines: readonly string[];
  readonly urgency: Urgency;
  readonly answer: string | null;
  /** The website shows a way to leave the page at once. */
  readonly exit?: true | undefined;
  readonly picture?: Picture | undefined;
  /** What is read back, as a list. */
  readonly facts?: readonly Fact[] | undefined;
  readonly file?: ReplyFile | undefined;
  /** Who at the clinic speaks, when it is not us. */
  readonly from?: string | undefined;
}
