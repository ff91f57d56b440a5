import { transition } from 'xstate';
import { newContext, noFacts } from '../dialogs/visit.context.ts';
import { visitMachine } from '../dialogs/visit.machine.ts';
import { prepareKnowledge, TRAINED_FOLDER } from '../src/content/watch-content.ts';
import { createLog } from '../src/log.ts';
import type { Store } from '../src/store/store.ts';
import { takeTurn } from '../src/turn/take-turn.ts';
import { type BenchRow, benchRow, quantile } from './bench-row.ts';

const messages = [
  'can flat feet cause back pain?',
  'what are your opening hours and do you take insurance',
  'my heel kills me every morning when i get out of bed, been like this since the summer, is that plantar fasciitis or what',
  'book an appointment',
  'no numbness, no weakness, just a sore back after gardening',
  'I have crushing chest pain and my arm hurts',
  'what is the capital of mongolia',
  'thanks',
];

/** A call back from the first question to the request. */
const booking = [
  'Book an appointment',
  'No',
  'Foot pain',
  'Mill Road',
  'Ask to be called back',
  'Sam',
  '508 555 0123',
  'Mornings',
  'Yes, send it',
];

/** Keeps one visit in memory, so that only the turn itself is timed. */
const memoryStore = (): Store => {
  let state: unknown = null;
  let revision = 0;
  const store: Pick<Store, 'load' | 'commit' | 'twinOf'> = {
    load: async () => ({ state, revision }),
    commit: async (turn) => {
      state = JSON.parse(JSON.stringify(turn.state));
      revision++;
      return [];
    },
    twinOf: async () => null,
  };
  return store as Store;
};

/** A pure turn (screen, understand, step, compose; no disk) beside a bare XState transition; then hostile input. */
export async function benchTurn(): Promise<BenchRow[]> {
  const knowledge = prepareKnowledge('./content', TRAINED_FOLDER);
  const deps = { knowledge: () => knowledge, now: Date.now, log: createLog('silent') };
  const clinicId = 'harbor-foot-spine';
  let count = 0;
  const turn = (text: string, store: Store) =>
    takeTurn(
      { visitId: 'bench', channel: 'bench', clinicId, keys: [`${++count}`], kind: 'wrote', text, locale: null },
      { ...deps, store },
    );

  const times: number[] = [];
  const bare: number[] = [];
  const snapshot = visitMachine.resolveState({
    value: { talking: 'open' },
    context: newContext(noFacts),
  });
  for (let round = 0; round < 700; round++) {
    const store = memoryStore();
    for (const text of messages) {
      const started = performance.now();
      await turn(text, store);
      const between = performance.now();
      transition(visitMachine, snapshot, { type: 'visitor.greeted' });
      bare.push(performance.now() - between);
      times.push(between - started);
    }
  }
  const bookingTimes: number[] = [];
  for (let round = 0; round < 200; round++) {
    const store = memoryStore();
    for (const text of booking) {
      const started = performance.now();
      await turn(text, store);
      bookingTimes.push(performance.now() - started);
    }
  }
  const hostile = [
    'numb '.repeat(4_000),
    'a'.repeat(20_000),
    `${'no '.repeat(6_000)}chest pain`,
    '((((('.repeat(4_000),
    'tomorrow'.concat(' '.repeat(10_000), 'x'),
    `a${'\u0301'.repeat(19_000)}`,
  ];
  const worst = await Promise.all(
    hostile.map(async (text) => {
      const started = performance.now();
      await turn(text, memoryStore());
      return performance.now() - started;
    }),
  );
  const warm = times.slice(800);
  const warmBooking = bookingTimes.slice(10 * booking.length);
  return [
    benchRow(
      'pure turn, median',
      quantile(warm, 0.5),
      'ms',
      'a bare XState transition',
      quantile(bare.slice(800), 0.5),
    ),
    benchRow('pure turn, median', quantile(warm, 0.5), 'ms', 'goal', 1),
    benchRow('booking turn, median', quantile(warmBooking, 0.5), 'ms', 'any other turn', quantile(warm, 0.5)),
    benchRow('pure turn, p99', quantile(warm, 0.99), 'ms', 'goal', 5),
    benchRow('turn, worst of six hostile texts of 20,000 characters', Math.max(...worst), 'ms', 'goal', 50),
  ];
}
