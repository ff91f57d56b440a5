import { TryAgain } from './try-again.ts';

/** It is not time for it yet, and nothing went wrong: looked at again after so many milliseconds, however often, for a day. */
export class NotYet extends TryAgain {
  constructor(message: string, afterMs: number) {
    super(message, afterMs);
    this.name = 'NotYet';
  }
}
