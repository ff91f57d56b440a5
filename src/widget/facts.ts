import type { Link } from './chat/links.ts';

/** What anyone may know of a clinic: it travels in `/widget.js`, so that its numbers are there when the server is not. */
export interface ClinicFacts {
  readonly name: string;
  /** What can be pressed, and the text on it, on light and on dark pages. */
  readonly light: { readonly brand: string; readonly onBrand: string };
  readonly dark: { readonly brand: string; readonly onBrand: string };
  readonly emergency: Link;
  /** How to reach the clinic without us, best first; may be empty. */
  readonly contact: readonly Link[];
  /** Seconds after which the chat opens by itself, at least 5. Left out: it does not. */
  readonly opens?: number;
}
