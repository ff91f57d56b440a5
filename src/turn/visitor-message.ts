/** What a visitor sent, in our shape, whatever the channel. */
export interface VisitorMessage {
  /** The whole conversation: `channel/clinic/conversation`. */
  readonly visitId: string;
  readonly channel: string;
  readonly clinicId: string;
  /** Keys by which the channel may repeat this message; any one seen before makes it a duplicate. At least one. */
  readonly keys: readonly [string, ...string[]];
  /** `arrived`: the visitor opened the chat and wrote nothing yet. */
  readonly kind: 'wrote' | 'arrived';
  /** As typed; at most 20,000 characters are kept for screening. Empty when `arrived`. */
  readonly text: string;
  /** The visitor's own language tag, such as `en-GB`, when the channel tells. */
  readonly locale: string | null;
  /** The visitor's own time zone, such as Europe/Berlin, where the channel tells it. */
  readonly zone?: string | undefined;
  /** How hand-off events reach a hub that listens on the channel: posted to it, or in the answer to this very message. Left out: they do not. */
  readonly handOffs?: 'posted' | 'answered' | undefined;
}

/** Characters of a message that are screened. */
export const SCREENED_LENGTH = 20_000;
/** Characters of a message that are understood and kept. */
export const KEPT_LENGTH = 2_000;
