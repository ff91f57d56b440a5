import type { Html } from '../widget/html.ts';

/** A page of the console. `title` and `notice` name no visitor: titles stand in histories. */
export interface PageAnswer {
  readonly kind: 'page';
  readonly status?: number;
  readonly title: string;
  readonly body: Html;
  /** What just happened, said at the top and to screen readers. */
  readonly notice?: string | null;
  /** An address to open by itself, at once. */
  readonly again?: string;
  /** Seconds until the same may be tried again. */
  readonly retryAfter?: number;
}

/** What an endpoint comes to; only the router writes it to the wire. */
export type Answer =
  | PageAnswer
  | { readonly kind: 'part'; readonly body: Html; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly text: string }
  /** `session`: the id of a new session, or null to end the one there is. */
  | { readonly kind: 'go'; readonly to: string; readonly session?: string | null };

/** A page. */
export const page = (
  title: string,
  body: Html,
  more: Omit<PageAnswer, 'kind' | 'title' | 'body'> = {},
): PageAnswer => ({
  kind: 'page',
  title,
  body,
  ...more,
});

/** On to another page of the console, `/staff` and what follows; written after a form was taken, so that a reload sends nothing twice. */
export const go = (to: string): Answer => ({ kind: 'go', to: `/staff${to}` });
