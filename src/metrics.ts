import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { takeTurn } from './turn/take-turn.ts';
import type { TakenTurn } from './turn/turn-deps.ts';

/** Counts and times of the process, for `/metrics`. Labels are ids and levels only. */
export interface Metrics {
  readonly registry: Registry;
  /** The same `takeTurn`, counted and timed. */
  readonly counted: (turn: typeof takeTurn) => typeof takeTurn;
}

/** Makes a registry of its own, so that several servers can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const turns = new Counter({
    name: 'plumbline_turns_total',
    help: 'Turns taken, by channel, standing urgency and outcome',
    labelNames: ['channel', 'urgency', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'plumbline_turn_seconds',
    help: 'Time of a turn with its commit',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const outcomeOf = ({ duplicate, failed }: TakenTurn): string =>
    failed ? 'failed' : duplicate ? 'duplicate' : 'committed';
  return {
    registry,
    counted: (turn) => async (message, deps, answers) => {
      const stop = seconds.startTimer();
      const taken = await turn(message, deps, answers);
      stop();
      turns.inc({
        channel: message.channel,
        urgency: taken.replies.at(-1)?.urgency ?? 'none',
        outcome: outcomeOf(taken),
      });
      return taken;
    },
  };
}
