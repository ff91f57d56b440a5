/** The receiver cannot take it just now; later it may. The message holds no visitor's words. */
export class TryAgain extends Error {
  /** Milliseconds the receiver asked us to wait; null when it did not say. */
  readonly retryAfterMs: number | null;
  constructor(message: string, retryAfterMs: number | null = null, cause?: unknown) {
    super(message, { cause });
    this.name = 'TryAgain';
    this.retryAfterMs = retryAfterMs;
  }
}
