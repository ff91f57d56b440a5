import { afterEach, beforeEach, expect, it } from 'vitest';
import { handOffEvent, type TranscriptMessage } from '../../../src/channels/bot-framework/hand-off-event.ts';
import type { ClinicRequest } from '../../../src/store/request-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { messageOf, replyOf, requestOf, turnOf } from '../../store/builders.ts';
import { shippedKnowledge } from '../../support/knowledge.ts';

const words = shippedKnowledge().content.languages.en;
if (!words) throw new Error('there is no English content');
const asked: ClinicRequest = {
  ...requestOf('K7M-4QD', {
    kind: 'hand-off',
    details: { urgency: 'urgent', language: 'en', topic: 'sciatica', reason: 'foot' },
  }),
  ...{ clinicId: 'clinic-a', visitId: 'web/clinic-a/1', state: 'open', delivery: 'waiting' },
  ...{ claimedBy: null, createdAt: 5_000, changedAt: 5_000, revision: 1 },
};

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore(':memory:');
});
afterEach(() => store.close());

/** One turn after the other; `at` in epoch milliseconds. */
async function say(text: string, at: number, reply: Parameters<typeof replyOf>[1] = {}): Promise<void> {
  const { revision } = await store.load('web/clinic-a/1');
  const message = messageOf(text);
  await store.commit(turnOf(message, { revision, now: at, keep: message, replies: [replyOf('Rest it.', reply)] }));
}
// biome-ignore lint/suspicious/noExplicitAny: the event is asserted on, field by field
const eventOf = async (request = asked): Promise<any> => handOffEvent(request, words, store);
const textsOf = async (): Promise<string[]> =>
  (await eventOf()).attachments[0].content.map(({ from, text }: TranscriptMessage) => `${from.role}: ${text}`);

it('says where to route the visit, in ids alone', async () => {
  const details = (asked.details ?? {}) as Record<string, unknown>;
  expect(await eventOf()).toEqual({
    type: 'event',
    name: 'handoff.initiate',
    value: { reference: 'K7M-4QD', urgency: 'urgent', language: 'en', topic: 'sciatica' },
    attachments: [{ contentType: 'application/json', name: 'Transcript', content: [] }],
  });
  expect((await eventOf({ ...asked, details: { ...details, topic: undefined } })).value.topic).toBe('foot');
  expect((await eventOf({ ...asked, details: null })).value).toEqual({
    ...{ reference: 'K7M-4QD', urgency: 'none', language: null, topic: null },
  });
});

it('tells what was said up to the request, without names, what was read back and what came later', async () => {
  await say('I am Marjorie Postlethwaite, call 508 555 0177', 1_000);
  await say('yes', 2_000, { heading: null, facts: [{ label: 'Name', value: 'Marjorie' }] });
  await say('thanks', 5_000, { kind: 'staff', heading: null, text: 'Goodbye, Marjorie.', from: 'Kim' });
  await say('later words', 5_001);
  expect(await textsOf()).toEqual([
    'user: I am [name] [name], call [number]',
    'bot: Heel pain\n\nRest it.',
    'user: yes',
    'bot: Rest it.',
    'user: thanks',
    'bot: Goodbye, [name].',
  ]);
});

it('keeps the newest of a long visit, whole, within the size that channels take', async () => {
  for (let nth = 0; nth < 120; nth++) await say(`message ${nth} ${'é'.repeat(900)}`, 1_000);
  const texts = await textsOf();
  expect(texts.at(-2)).toMatch(/^user: message \[number\] é{900}$/);
  expect(texts.length).toBeGreaterThan(50);
  expect(Buffer.byteLength(JSON.stringify(await eventOf()))).toBeLessThan(110_000);
});
