import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rendererFor, usedCardFor } from '../../src/channels/renderers.ts';
import type { Reply } from '../../src/replies/reply.ts';
import { reply } from './bot-framework/support/samples.ts';
import { anyReply, shippedReplies } from './support/all-replies.ts';

const { AdaptiveCard, SerializationContext, Versions }: typeof import('adaptivecards') = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
);
const ORIGIN = 'https://chat.example';
const render = (given: Reply) => rendererFor('msteams', ORIGIN)(given);
// biome-ignore lint/suspicious/noExplicitAny: cards are asserted on, part by part
const cardOf = (given: Reply): any => render(given).attachments?.[0]?.content;
const used = (given: Reply) => usedCardFor('msteams', ORIGIN, given.options[0]?.label ?? 'x')?.(given) ?? {};

/** What Microsoft's own reader of cards finds wrong at the version that Teams shows. */
function faultsOf({ attachments = [] }: ReturnType<typeof render>): string[] {
  return attachments.flatMap(({ content }) => {
    const card = new AdaptiveCard();
    const context = new SerializationContext(Versions.v1_5);
    card.parse(JSON.parse(JSON.stringify(content)), context);
    const found = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
    return [...found, ...card.validateProperties().validationEvents].map(({ message }) => message);
  });
}

describe('every reply of the shipped content', () => {
  const replies = shippedReplies();

  it('is a card without a warning, or text', () => {
    const faults = replies.flatMap((each) => [...faultsOf(render(each)), ...faultsOf(used(each))]);
    expect(faults).toEqual([]);
    expect(replies.filter((each) => render(each).attachments)).not.toHaveLength(0);
  });

  it('stands alone without its card', () => {
    for (const each of replies) {
      const { summary = '' } = render(each);
      for (const part of [each.heading ?? '', ...each.options.map(({ label }) => label)])
        expect(summary).toContain(part);
    }
  });

  it('says what an emergency is in red, with its number as a link', () => {
    const emergencies = replies.filter(({ kind }) => kind === 'emergency');
    expect(emergencies).not.toHaveLength(0);
    for (const each of emergencies) {
      const [first] = cardOf(each).body;
      expect(first.style).toBe('attention');
      expect(JSON.stringify(first)).toContain('(tel:');
    }
  });
});

describe('any reply', () => {
  it('is a card without a warning, of a size that Teams takes', () => {
    fc.assert(
      fc.property(anyReply, (given) => {
        for (const activity of [render(given), used(given)]) {
          expect(faultsOf(activity)).toEqual([]);
          expect(Buffer.byteLength(JSON.stringify(activity))).toBeLessThan(100_000);
        }
      }),
    );
  });

  it('that was used has nothing left to press', () => {
    fc.assert(
      fc.property(anyReply, (given) => {
        expect(JSON.stringify(used(given))).not.toMatch(/Action\.Submit|Input\./);
      }),
    );
  });

  it('leads to no script', () => {
    fc.assert(
      fc.property(
        anyReply,
        fc.constantFrom('javascript:alert(1)', 'data:text/html,x', 'http://a.example'),
        (given, href) => {
          const links = [{ label: 'Bad', href }];
          expect(JSON.stringify(render({ ...given, links }).attachments ?? [])).not.toContain(`](${href.slice(0, 5)}`);
        },
      ),
    );
  });
});

it('whether an answer helped is told apart from what to do next', () => {
  const options = ['check', 'helped', 'did-not-help'].map((id) => ({ id, label: id }));
  const { body, actions } = cardOf(reply({ kind: 'answer', options }));
  expect(body.at(-1)).toMatchObject({ type: 'ActionSet', actions: [{ title: 'helped' }, { title: 'did-not-help' }] });
  expect(actions).toHaveLength(1);
});

describe('choices', () => {
  const labels = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `o${n}`, label: `Choice ${n}` }));

  it.each([1, 3])('of small talk, %i, are suggested', (count) => {
    const { suggestedActions, attachments } = render(reply({ text: 'Which one?', options: labels(count) }));
    expect(suggestedActions?.actions).toHaveLength(count);
    expect(attachments).toBeUndefined();
  });

  it.each([
    ['bold words', { text: 'Your reference is **K7M-4QD**.' }],
    ['a link', { text: 'Book online.', links: [{ label: 'Open it', href: 'https://booking.example/' }] }],
  ])('beside %s are on a card: markdown is not read beside suggested actions', (_, parts) => {
    const given = reply({ ...parts, options: labels(2) });
    expect(render(given)).not.toHaveProperty('suggestedActions');
    expect(cardOf(given).actions).toHaveLength(2);
  });

  it('beside a link, up to five, are buttons: it asks nothing', () => {
    const link = { label: 'Open it', href: 'https://booking.example/' };
    expect(cardOf(reply({ links: [link], options: labels(5) })).actions).toHaveLength(5);
    expect(cardOf(reply({ links: [link], options: labels(6) })).actions).toHaveLength(1);
  });

  it('of a question, more than three, are picked and sent with one button', () => {
    const { body, actions } = cardOf(reply({ options: labels(4) }));
    expect(body.at(-1).choices).toHaveLength(4);
    expect(actions).toEqual([{ type: 'Action.Submit', title: 'Send', data: { plumbline: 'r-0' } }]);
  });

  it.each([
    [5, 5],
    [6, 1],
  ])('of an answer, %i, take %i buttons', (count, buttons) => {
    expect(cardOf(reply({ kind: 'answer', options: labels(count) })).actions).toHaveLength(buttons);
  });

  it('yes, no, not sure stand on the question', () => {
    const options = [
      { id: 'yes', label: 'Yes' },
      { id: 'no', label: 'No' },
      { id: 'unsure', label: 'Not sure' },
    ];
    expect(cardOf(reply({ options })).actions.map(({ data }: { data: unknown }) => data)).toEqual(
      options.map(({ label }) => ({ plumbline: 'r-0', choice: label })),
    );
  });
});

it('what is read back is a list, and what the visitor typed in it has no meaning', () => {
  const facts = [{ label: 'Name', value: '[Ann](https://evil.example) **x**' }];
  const { summary } = render(reply({ facts }));
  expect(summary).toContain('Name: [Ann]');
  const set = cardOf(reply({ facts })).body.find(({ type }: { type: string }) => type === 'FactSet');
  expect(set.facts[0].value).toBe('\\[Ann\\]\\(https://evil.example\\) \\*\\*x\\*\\*');
});

it('a person at the clinic is named', () => {
  expect(render(reply({ kind: 'staff', from: 'Ann, front desk', text: 'Hello.' })).text).toBe(
    'Ann, front desk:\nHello.',
  );
});
