import { describe, expect, it } from 'vitest';
import type { Ranking } from '../../src/answering/ranking.ts';
import { NOTHING_FOUND, type Screening } from '../../src/screening/screening.ts';
import type { Knowledge } from '../../src/turn/turn-deps.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { linesOf, newVisitor } from '../support/visitor.ts';

/** The shipped content, with near answers and signs as they are given. */
const knowledgeOf = (candidates: readonly string[], screening: Screening = NOTHING_FOUND): Knowledge => ({
  ...shippedKnowledge(),
  rank: (): Ranking => ({ answers: [], candidates, ranked: [] }),
  screen: () => screening,
});
const visitorOf = async (clinic: string, knowledge: Knowledge) => {
  const visitor = await newVisitor(clinic, { knowledge });
  await visitor.arrives();
  return visitor;
};

describe('an answer that is near', () => {
  it('is the booking itself, once in the list, and a yes takes it up', async () => {
    const visitor = await visitorOf('harbor-foot-spine', knowledgeOf(['book-appointment']));
    const [reply] = (await visitor.writes('that appointment thing')).replies;
    expect(reply?.lines).toEqual(['asking.book-now']);
    expect(reply?.options.map(({ id }) => id)).toEqual(['book', 'ask', 'check']);
    expect(linesOf(await visitor.writes('yes'))).toEqual(['booking.ask-safety']);
  });

  it('is not taken up by a yes when there are several', async () => {
    const visitor = await visitorOf('harbor-foot-spine', knowledgeOf(['book-appointment', 'price']));
    expect(linesOf(await visitor.writes('that appointment thing'))).toEqual(['asking.did-you-mean']);
    expect(linesOf(await visitor.writes('yes'))).toEqual(['asking.tell-me-more']);
  });

  it('tells how to book where there is nothing to book', async () => {
    const visitor = await visitorOf('firm-ground', knowledgeOf(['book-appointment']));
    const [reply] = (await visitor.writes('that appointment thing')).replies;
    expect(reply?.lines).toEqual(['asking.is-it-this']);
    expect(reply?.options[0]?.id).toBe('topic:book-appointment');
  });

  it('is offered to a question while a booking asks for something, and nothing else is', async () => {
    const visitor = await visitorOf('harbor-foot-spine', knowledgeOf(['first-visit', 'price']));
    for (const said of ['call me back', 'no', 'Foot pain', 'Mill Road', 'Ana']) await visitor.writes(said);
    expect(linesOf(await visitor.writes('what will the visit be like'))).toEqual(['asking.did-you-mean']);
    expect(linesOf(await visitor.writes('the visit, the money'))).toEqual(['booking.contact-not-understood']);
    expect(linesOf(await visitor.writes('508 555 0123'))).toEqual(['booking.ask-times']);
  });
});

describe('a safety question that is not answered', () => {
  const doubt = (asks: string): Screening => ({ ...NOTHING_FOUND, asks, asksFor: 'emergency' });

  it('is left after three messages, though other doubts come between; what was asked instead has its turn', async () => {
    let read = knowledgeOf([], doubt('ces-bladder'));
    const knowledge: Knowledge = {
      ...shippedKnowledge(),
      rank: (text, after) => read.rank(text, after),
      screen: (text) => read.screen(text),
    };
    const visitor = await newVisitor('harbor-foot-spine', { knowledge });
    const said = async (text: string) => linesOf(await visitor.writes(text));
    expect(await said('it throbs')).toEqual(['greeting.brief', 'safety.question']);
    read = knowledgeOf([], doubt('foot-drop'));
    expect(await said('on the ward')).toEqual(['safety.question']);
    read = knowledgeOf(['best-shoes', 'price']);
    expect(await said('and the clogs')).toEqual(['safety.question-again', 'safety.question']);
    expect(await said('the clogs I said')).toEqual(['safety.question-left', 'asking.did-you-mean']);
  });
});
