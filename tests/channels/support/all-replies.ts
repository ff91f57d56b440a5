import fc from 'fast-check';
import { composeReply, voiceOf } from '../../../src/replies/compose-reply.ts';
import type { Line, Reply } from '../../../src/replies/reply.ts';
import { shippedKnowledge } from '../../support/knowledge.ts';
import { TUESDAY_MORNING } from '../../support/visitor.ts';

/** Every line and answer of the shipped content as Harbor Foot & Spine says it; those of a red flag once for each red flag. */
export function shippedReplies(): Reply[] {
  const { content } = shippedKnowledge();
  const words = content.languages.en;
  const clinic = content.clinics.get('harbor-foot-spine');
  if (!words || !clinic) throw new Error('the shipped content lacks English or Harbor Foot & Spine');
  const voice = voiceOf(content, words, clinic, TUESDAY_MORNING);
  const options = ['ask', 'check', 'book', 'yes', 'no', 'unsure', 'helped'];
  const lines: Line[] = [
    ...[...words.topics.keys()].map((id) => ({ line: `answer.${id}`, options })),
    ...[...words.lines].flatMap(([line, { text }]) =>
      (/\{(reason|tell|ask)\}/.test(text) ? [...content.redFlags.keys()] : ['']).map((flag) => ({
        line,
        options: options.slice(0, 3),
        values: { flag },
      })),
    ),
  ];
  return lines.map((line, index) =>
    composeReply(line, voice, {
      id: `reply-${index}`,
      urgency: 'none',
      answer: line.line.startsWith('answer.') ? line.line.slice('answer.'.length) : null,
    }),
  );
}

const words = fc.string({ unit: 'binary', maxLength: 400 });
const some = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 });

/** Any reply there could be, and worse. */
export const anyReply: fc.Arbitrary<Reply> = fc.record(
  {
    id: fc.constant('aB3_-0123456789abcde-0'),
    kind: fc.constantFrom('plain', 'answer', 'emergency', 'urgent', 'soon', 'staff'),
    heading: fc.option(some),
    text: fc.oneof(words, fc.string({ unit: fc.constantFrom('a', ' ', '\n', '&', '*'), maxLength: 9_000 })),
    links: fc.array(fc.record({ label: some, href: fc.oneof(fc.webUrl(), fc.constant('tel:911'), some) }), {
      maxLength: 4,
    }),
    options: fc.uniqueArray(fc.record({ id: some, label: some }), { maxLength: 30, selector: ({ label }) => label }),
    about: fc.option(
      fc.record({
        sources: fc.array(fc.record({ name: some, url: fc.option(fc.webUrl()), supports: some }), { maxLength: 5 }),
        review: fc.constantFrom('pending', 'reviewed'),
        reviewedBy: fc.option(some),
        due: fc.constant('2027-05-21'),
      }),
    ),
    lines: fc.constant(['test.line']),
    urgency: fc.constantFrom('none', 'soon', 'urgent', 'emergency'),
    answer: fc.option(some),
    facts: fc.array(fc.record({ label: some, value: words }), { maxLength: 25 }),
    from: some,
    picture: fc.constant({ id: 'arches', title: 'Arches', alt: 'Three feet, from flat to high.', height: 256 }),
  },
  { requiredKeys: ['id', 'kind', 'heading', 'text', 'links', 'options', 'about', 'lines', 'urgency', 'answer'] },
);
