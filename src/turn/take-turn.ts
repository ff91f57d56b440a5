import type { TakenTurn, TurnDeps } from './turn-deps.ts';
import type { VisitorMessage } from './visitor-message.ts';

/** One message in, replies out. Read this first: every other file serves one of its lines. `answers` is the log entry that an accepting channel stored. */
export async function takeTurn(
  _message: VisitorMessage,
  _deps: TurnDeps,
  _answers: string | null = null,
): Promise<TakenTurn> {
  throw new Error('being written');
}
