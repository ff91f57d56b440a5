import type { Store } from '../../../src/store/store.ts';
import type { TurnCommit } from '../../../src/store/visit-store.ts';
import { takeTurn } from '../../../src/turn/take-turn.ts';
import type { TurnDeps } from '../../../src/turn/turn-deps.ts';
import { CLINIC } from './clinics.ts';

/** A visitor without a browser: takes turns, and reads the log as the chat would show it. */
export interface QuietVisitor {
  readonly visitId: string;
  /** Answers every question of a booking, and confirms it. */
  book(): Promise<void>;
  write(text: string): Promise<readonly string[]>;
  /** Line ids of all that was said to them, in order. */
  told(): Promise<readonly string[]>;
}

const label = (option: string, { knowledge }: TurnDeps): string =>
  knowledge().content.languages.en?.options.get(option) ?? option;

/** One whose messages are taken in turn with the given store. */
export function quietVisitor(name: string, deps: TurnDeps & { readonly store: Store }): QuietVisitor {
  const visitId = `test/${CLINIC}/${name}`;
  let count = 0;
  let offered: readonly string[] = [];
  const answers: Readonly<Record<string, () => string>> = {
    'greeting.brief': () => label('book', deps),
    'booking.ask-safety': () => label('no', deps),
    'booking.ask-reason': () => label('reason:foot', deps),
    'booking.ask-slot': () => offered[0] ?? '',
    'booking.ask-name': () => 'Sam',
    'booking.ask-contact': () => '508 555 0123',
    'booking.ask-times': () => label('times:any', deps),
    'booking.read-back': () => label('confirm', deps),
  };
  async function write(text: string): Promise<readonly string[]> {
    const keys = [`${visitId}:${++count}`] as const;
    const message = { visitId, channel: 'test', clinicId: CLINIC, keys, kind: 'wrote', text, locale: null } as const;
    const { replies, failed } = await takeTurn(message, deps);
    if (failed) throw new Error(`the turn was not stored: ${text}`);
    offered = replies.at(-1)?.options.map((option) => option.label) ?? [];
    return replies.flatMap(({ lines }) => lines);
  }
  return {
    visitId,
    write,
    async book() {
      for (let words = label('book', deps); ; ) {
        const lines = await write(words);
        if (lines.some((line) => line === 'booking.requested' || line === 'booking.asked-for-time')) return;
        const answer = answers[lines.at(-1) ?? ''];
        if (!answer) throw new Error(`not booked: ${lines}`);
        words = answer();
      }
    },
    async told() {
      const entries = await deps.store.logAfter(visitId, 0, 1_000);
      return entries.flatMap((entry) => (entry.from === 'bot' ? entry.reply.lines : []));
    },
  };
}

/** What the turn that confirms a booking writes: books once, for others to repeat. */
export async function bookingCommit(deps: TurnDeps): Promise<TurnCommit> {
  let last: TurnCommit | undefined;
  const store = new Proxy(deps.store, {
    get: (target, name: keyof Store) =>
      name === 'commit'
        ? (turn: TurnCommit) => {
            last = turn;
            return target.commit(turn);
          }
        : target[name],
  });
  await quietVisitor('first', { ...deps, store }).book();
  if (!last?.requests?.length) throw new Error('nothing was asked of the clinic');
  return last;
}

/** The same commit for another visit, under another reference. */
export function asIfBy({ visitId }: QuietVisitor, reference: string, turn: TurnCommit, now: number): TurnCommit {
  const first = turn.requests?.[0]?.reference ?? '';
  const copy: TurnCommit = JSON.parse(JSON.stringify(turn).replaceAll(first, reference));
  const requests = copy.requests?.map((request) => ({ ...request, twin: reference }));
  return { ...copy, ...(requests && { requests }), visitId, keys: [reference], revision: 0, now };
}
