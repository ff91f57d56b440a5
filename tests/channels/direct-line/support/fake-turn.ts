import { createHash } from 'node:crypto';
import { type Clinic, clinicSchema } from '../../../../src/content/clinic-schema.ts';
import type { Content } from '../../../../src/content/content-schema.ts';
import type { Reply } from '../../../../src/replies/reply.ts';
import { NOTHING_FOUND } from '../../../../src/screening/screening.ts';
import { AlreadyTaken, RevisionConflict } from '../../../../src/store/visit-store.ts';
import type { takeTurn } from '../../../../src/turn/take-turn.ts';
import type { Knowledge, TakenTurn, TurnDeps } from '../../../../src/turn/turn-deps.ts';
import type { VisitorMessage } from '../../../../src/turn/visitor-message.ts';

export type TakeTurn = typeof takeTurn;

/** A clinic with the least that its schema asks for. */
export const testClinic = (id: string, origins: readonly string[]): Clinic =>
  clinicSchema.parse({
    id,
    name: `Clinic ${id}`,
    kind: 'podiatry practice',
    'sees-people': true,
    country: 'US',
    languages: ['en'],
    'time-zone': 'America/New_York',
    origins,
    brand: { color: '#1f4e9c', greeting: 'Hello there.' },
    answers: { sections: ['link'] },
    reviewer: { name: 'Nobody yet', placeholder: true },
    booking: [],
    keep: { 'visit-days': 30, 'audit-days': 365 },
  });

/** Knowledge of two clinics and nothing else. */
export function testKnowledge(): Knowledge {
  const clinics = [
    testClinic('harbor', ['https://harbor.example', 'https://www.harbor.example:8443']),
    testClinic('garden', ['https://garden.example']),
  ];
  const content: Content = {
    hash: 'test',
    languages: {},
    redFlags: new Map(),
    notes: new Map(),
    clinics: new Map(clinics.map((clinic) => [clinic.id, clinic])),
    countryNumbers: new Map(),
    sources: new Map(),
    pictures: new Map(),
  };
  return {
    content,
    screen: () => NOTHING_FOUND,
    rank: () => ({ answers: [], candidates: [], ranked: [] }),
  };
}

export const testReply = (given: Partial<Reply> = {}): Reply => ({
  id: 'reply-0',
  kind: 'plain',
  heading: null,
  text: 'Hello.',
  links: [],
  options: [],
  about: null,
  lines: ['test.line'],
  urgency: 'none',
  answer: null,
  ...given,
});

/** Greets, repeats what was said, offers choices when asked to, and answers chest pain with the emergency text. */
export function repliesTo({ keys, kind, text }: VisitorMessage): Reply[] {
  const id = (index: number): string => `${createHash('sha256').update(keys[0]).digest('hex').slice(0, 16)}-${index}`;
  if (kind === 'arrived') {
    const options = [
      { id: 'ask', label: 'Ask a question' },
      { id: 'book', label: 'Book a visit' },
    ];
    return [testReply({ id: id(0), text: 'Hello there.', lines: ['greeting'], options })];
  }
  if (text.includes('chest pain')) {
    const links = [{ label: 'Call 911', href: 'tel:911' }];
    return [
      testReply({
        id: id(0),
        kind: 'emergency',
        heading: 'Call 911 now',
        text: 'Do not wait.',
        links,
        urgency: 'emergency',
      }),
    ];
  }
  return [testReply({ id: id(0), text: `You said: ${text}` })];
}

/** The contract of `takeTurn` on the given store, without its dialog. */
export const fakeTurn: TakeTurn = async (message, deps, answers = null) => {
  const replies = repliesTo(message);
  for (;;) {
    try {
      const { revision } = await deps.store.load(message.visitId);
      const entries = await deps.store.commit({
        visitId: message.visitId,
        clinicId: message.clinicId,
        revision,
        state: {},
        keys: message.keys,
        answers,
        replies,
        outbox: [],
        miss: null,
        audit: {},
        forget: false,
        now: deps.now(),
      });
      return { replies, entries, duplicate: false, failed: false };
    } catch (error) {
      if (error instanceof AlreadyTaken) return { replies: error.replies, entries: [], duplicate: true, failed: false };
      if (!(error instanceof RevisionConflict)) return { replies, entries: [], duplicate: false, failed: true };
    }
  }
};

const holding = new Set<() => void>();
/** Lets all turns go that a test left waiting. */
export const letAllGo = (): void => {
  for (const letGo of holding) letGo();
  holding.clear();
};

/** A turn that waits to be let go, and tells which messages have come. */
export function heldTurn(then: TakeTurn = fakeTurn): {
  takeTurn: TakeTurn;
  came: VisitorMessage[];
  letGo: (text?: string) => void;
} {
  const came: VisitorMessage[] = [];
  const held: { text: string; go: () => void }[] = [];
  const takeTurn = async (
    message: VisitorMessage,
    deps: TurnDeps,
    answers: string | null = null,
  ): Promise<TakenTurn> => {
    came.push(message);
    if (message.kind === 'wrote') await new Promise<void>((go) => held.push({ text: message.text, go }));
    return then(message, deps, answers);
  };
  const letGo = (text?: string): void => {
    for (const each of held.filter((one) => text === undefined || one.text === text)) each.go();
  };
  holding.add(letGo);
  return { takeTurn, came, letGo };
}
