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

/** Everything that can happen in a visit. Past tense, after who did it. */
export type VisitEvent =
  | { readonly type: 'visitor.arrived'; readonly brief: boolean }
  | { readonly type: 'visitor.asked'; readonly topics: readonly Asked[] }
  /** `near`: the section of answers that comes nearest, when nothing in it is worth offering by itself. */
  | {
      readonly type: 'visitor.asked-unclearly';
      readonly candidates: readonly string[];
      readonly near?: string | undefined;
    }
  | { readonly type: 'visitor.answered'; readonly answer: 'yes' | 'no' | 'unsure' }
  | { readonly type: 'visitor.chose'; readonly option: string }
  | { readonly type: 'visitor.wanted-to-ask'; readonly starters: readonly string[] }
  | { readonly type: 'visitor.wanted-booking' }
  | { readonly type: 'visitor.wanted-check' }
  | { readonly type: 'visitor.wanted-help' }
  | { readonly type: 'visitor.wanted-to-stop' }
  | { readonly type: 'visitor.went-back' }
  | { readonly type: 'visitor.wanted-restart' }
  | { readonly type: 'visitor.wanted-forgetting' }
  | { readonly type: 'visitor.greeted' }
  | { readonly type: 'visitor.thanked' }
  | { readonly type: 'visitor.complained' }
  | { readonly type: 'visitor.said-goodbye' }
  | { readonly type: 'visitor.acknowledged' }
  | { readonly type: 'visitor.rated'; readonly helpful: boolean }
  | { readonly type: 'visitor.withdrew' }
  | { readonly type: 'visitor.wrote-in'; readonly language: string }
  | { readonly type: 'screening.found-red-flag'; readonly flag: Flag; readonly topics: readonly Asked[] }
  | { readonly type: 'screening.could-not-tell'; readonly flag: Flag; readonly topics: readonly Asked[] };
