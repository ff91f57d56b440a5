import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepGeneral } from '../../src/channels/keep-general.ts';
import type { Reply } from '../../src/replies/reply.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { reply } from './bot-framework/support/samples.ts';
import { anyReply, shippedReplies } from './support/all-replies.ts';

const sharing = { emergency: '911', privateChat: 'https://teams.microsoft.com/l/chat/0/0?users=x' };
const keep = (...replies: Reply[]): Reply[] => keepGeneral(replies, sharing);
const replies = shippedReplies();
const isAlarm = ({ kind }: Reply): boolean => kind === 'emergency' || kind === 'urgent';

describe('of the shipped content', () => {
  it('only what is about the clinic and small talk is shown as it is', () => {
    const { topics } = shippedKnowledge().content.languages.en ?? { topics: new Map() };
    const shown = replies.filter((each) => keep(each).some(({ text }) => text === each.text));
    for (const { answer, lines } of shown) {
      if (answer === null) expect(lines[0]).toMatch(/^(greeting|small-talk|help|language|stop|forget|fallback)\./);
      else expect(topics.get(answer)?.section).toBe('clinic');
    }
    expect(shown.filter(({ answer }) => answer !== null).length).toBeGreaterThan(3);
  });

  it('every alarm is raised with the emergency number, in the same words whatever raised it', () => {
    const alarms = replies.filter(isAlarm).map((each) => keep(each));
    expect(alarms.every((kept) => kept.length === 1)).toBe(true);
    const said = new Set(alarms.flat().map(({ kind, heading, text }) => JSON.stringify([kind, heading, text])));
    expect(said.size).toBe(2);
    for (const { links, text, heading } of alarms.flat()) {
      expect(links).toEqual([
        { label: 'Call 911', href: 'tel:911' },
        { label: 'Continue in private', href: sharing.privateChat },
      ]);
      expect(`${heading} ${text}`).toContain('911');
    }
  });
});

describe('whatever the replies', () => {
  const several = fc.array(anyReply, { minLength: 1, maxLength: 4 });

  it('there is an answer, no choice, and at most one that holds back', () => {
    fc.assert(
      fc.property(several, (given) => {
        const kept = keepGeneral(given, sharing);
        expect(kept.length).toBeGreaterThan(0);
        expect(kept.flatMap(({ options }) => options)).toEqual([]);
        expect(kept.filter(({ text }) => text.startsWith('Others can read')).length).toBeLessThanOrEqual(1);
        expect(kept.filter(({ about, facts, picture }) => about || facts || picture)).toEqual([]);
      }),
    );
  });

  it('an alarm is never lost and stands alone', () => {
    fc.assert(
      fc.property(several, fc.constantFrom('emergency' as const, 'urgent' as const), (given, kind) => {
        const [alarm, ...more] = keepGeneral([...given, reply({ kind, text: 'chest pain' })], sharing);
        expect(more).toEqual([]);
        expect(JSON.stringify(alarm)).not.toContain('chest pain');
        expect(['emergency', 'urgent']).toContain(alarm?.kind);
      }),
    );
  });
});

it('an emergency is told before an urgent sign', () => {
  const kept = keep(reply({ kind: 'urgent' }), reply({ kind: 'emergency' }));
  expect(kept.map(({ kind }) => kind)).toEqual(['emergency']);
});

it('without a link to a private chat, the visitor is asked to write there', () => {
  expect(keepGeneral([reply()], { ...sharing, privateChat: null })[0]?.text).toMatch(/direct message/);
});
