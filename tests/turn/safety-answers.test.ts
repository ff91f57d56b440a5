import { describe, expect, it } from 'vitest';
import { compileScreening } from '../../src/screening/screen-text.ts';
import type { Knowledge } from '../../src/turn/turn-deps.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import type { Visitor } from '../support/visitor.ts';
import { linesOf, newVisitor } from '../support/visitor.ts';

/** What people really type when a safety question or an emergency text stands, and the first line that must follow. */
type Case = readonly [said: string, line: RegExp];

const CHEST = 'I have crushing chest pain and cant breathe';
const again = /^safety\.emergency-again$/;
const alarm = /^safety\.(emergency|crisis)/;
const openers: Readonly<Record<string, readonly string[]>> = {
  emergency: [CHEST],
  crisis: ['i want to kill myself'],
  interview: ['check my symptoms', 'Back'],
  'booking check': ['book an appointment'],
};

const cases: Readonly<Record<string, readonly Case[]>> = {
  emergency: [
    ['what??', again],
    ['help', again],
    ['help me', again],
    ['i am not getting help', again],
    ['lol jk', again],
    ['just kidding', again],
    ['bottom', again],
    ['also I have a fever and bad back pain and shivering', alarm],
    ['ok im calling', /^safety\.acknowledged$/],
    ['they are on the way', /^safety\.acknowledged$/],
    ['i feel hopeless, there is no point any more', /^safety\.crisis$/],
    ['nobody is helping', again],
    ['i was asking for a friend', again],
    ["it's not an emergency", again],
    ["i'm fine", again],
    ["that's not right", again],
    ["it's not that bad really", again],
    ['yes', again],
    ['no', again],
    ['not sure', again],
    ['start over', again],
    ['stop', again],
    ['go back', again],
    ['what are your opening hours?', again],
    ['book an appointment', again],
    ['Back pain', again],
    ['gracias', again],
    ['no hablo inglés, qué hago', again],
    ['👍🏼 whats sciatica', again],
    ['I am getting help', /^safety\.acknowledged$/],
    ['1', /^safety\.acknowledged$/],
    ['calling 911 now', /^safety\.acknowledged$/],
    ['That is not what I meant', /^safety\.withdrawn$/],
    ['i was joking, i dont have that', /^safety\.withdrawn$/],
    ['forget me', /^forget\.done-marked$/],
  ],
  crisis: [
    ['just kidding', /^safety\.crisis-again$/],
    ["i don't have that", /^safety\.crisis-again$/],
    ["that's not what i meant", /^safety\.crisis-again$/],
    ['i was joking', /^safety\.crisis-again$/],
    ['no', /^safety\.crisis-again$/],
    ['what are your prices', /^safety\.crisis-again$/],
    ['That is not what I meant', /^safety\.withdrawn$/],
  ],
  interview: [
    ['no', /^interview\.ask-legs$/],
    ['nope none of that', /^interview\.ask-legs$/],
    ['No, nothing like that', /^interview\.ask-legs$/],
    ['2', /^interview\.ask-legs$/],
    ['yes', alarm],
    ['yeah a bit', alarm],
    ['not sure', alarm],
    ['maybe?', alarm],
    ['idk', alarm],
    ["it doesn't feel normal", /^(interview\.not-understood|safety\.)/],
    ['not really but it feels odd', /^(interview\.not-understood|safety\.)/],
    ['I dont think so', /^interview\.not-understood$/],
    ["I don't understand the question", /^(interview\.not-understood|help\.)/],
    ['what does that mean', /^interview\.not-understood$/],
    ['no sé', /^(language\.es|interview\.not-understood)$/],
    ['i dont want to answer that', /^stop\.unanswered$/],
    ['never mind', /^stop\.unanswered$/],
    ['go back', /^interview\.ask-region$/],
    ['what is sciatica?', /^answer\.sciatica$/],
    ['banana', /^interview\.not-understood$/],
  ],
  'booking check': [
    ['no', /^booking\.ask-reason$/],
    ['none of those', /^booking\.ask-reason$/],
    ['not that I know of', /^booking\.ask-reason$/],
    ['no problem, book me in', /^booking\.(not-understood|ask-safety)$/],
    ['nothing serious', /^booking\.not-understood$/],
    ['yes', alarm],
    ['kind of', alarm],
    ['the second one', /^booking\.not-understood$/],
    ["I don't have all of those", /^booking\.not-understood$/],
    ['book', /^booking\.ask-safety$/],
    ['ok', /^(booking\.|safety\.|small-talk\.ok)/],
    ['monday at ten', /^booking\.not-understood$/],
    ['my legs gave way this morning', alarm],
  ],
};

async function opened(state: string): Promise<Visitor> {
  const visitor = await newVisitor();
  await visitor.arrives();
  for (const text of openers[state] ?? []) await visitor.writes(text);
  return visitor;
}

describe.each(Object.keys(cases))('%s: a visitor writes', (state) => {
  it.each(cases[state] ?? [])('"%s"', async (said, line) => {
    const visitor = await opened(state);
    const turn = await visitor.writes(said);
    expect(linesOf(turn)[0]).toMatch(line);
    expect(turn.replies.slice(0, -1).every(({ options }) => options.length === 0)).toBe(true);
    if (state === 'emergency' && !/withdrawn|forget/.test(linesOf(turn)[0] ?? ''))
      expect(turn.replies.at(-1)?.urgency).toBe('emergency');
    await visitor.store.close();
  });
});

/** Knowledge whose screening has its rules alone, so that what is asked does not change with the labelled messages. */
function rulesAlone(): Knowledge {
  const knowledge = shippedKnowledge();
  const { en } = knowledge.content.languages;
  if (!en) throw new Error('English content is missing');
  return {
    ...knowledge,
    screen: compileScreening({ ...knowledge.content, languages: { en: { ...en, messages: [] } } }),
  };
}

describe('an open screening question', () => {
  it('is put again before a booking, and let go of after two misses', async () => {
    const visitor = await newVisitor(undefined, { knowledge: rulesAlone() });
    const asked = await visitor.writes('my left arm hurts');
    expect(linesOf(asked).at(-1)).toBe('safety.question');
    expect(linesOf(await visitor.writes('book an appointment'))).toEqual(['safety.question']);
    expect(linesOf(await visitor.writes('nothing serious'))[0]).toMatch(/^safety\.question/);
    await visitor.store.close();
  });
  it('is cleared only by a plain no', async () => {
    const visitor = await newVisitor(undefined, { knowledge: rulesAlone() });
    await visitor.writes('my left arm hurts');
    expect(linesOf(await visitor.writes('not as strong as before'))[0]).toMatch(/^safety\./);
    await visitor.store.close();
  });
});

describe('how the check of symptoms ends', () => {
  it.each([
    ['yes', /^You said yes about numbness between the legs.* That needs emergency care now\./],
    ['not sure', /^You were not sure about numbness between the legs.* To be safe I count that as a yes\./],
  ])('after "%s" it says why in the words of the question', async (answer, why) => {
    const visitor = await newVisitor();
    await visitor.arrives();
    for (const text of ['check my symptoms', 'back']) await visitor.writes(text);
    expect((await visitor.writes(answer)).replies[0]?.text).toMatch(why);
    await visitor.store.close();
  });
});

describe('a question about an emergency sign', () => {
  it.each(['ok', 'sure', 'fine'])('takes "%s" neither for a yes nor for a no', async (text) => {
    const visitor = await newVisitor(undefined, { knowledge: rulesAlone() });
    await visitor.writes('my left arm hurts');
    expect(linesOf(await visitor.writes(text))[0]).toMatch(/^safety\.question/);
    await visitor.store.close();
  });
});

describe('what is not an answer', () => {
  it.each(['i cant feel when i wipe, is that normal', 'cold blue toes, is this normal?', 'chest pain is that ok'])(
    '"is that normal" denies nothing: %s',
    async (text) => {
      const visitor = await newVisitor();
      expect(linesOf(await visitor.writes(text))).toContain('safety.emergency');
      await visitor.store.close();
    },
  );
  it.each(['3 weeks', 'since monday', 'left leg', 'tell me more', 'sharp pain'])(
    'a few words alone raise no alarm: %s',
    async (text) => {
      const visitor = await newVisitor();
      expect((await visitor.writes(text)).replies.at(-1)?.urgency).toBe('none');
      await visitor.store.close();
    },
  );
});

describe('a rating', () => {
  it('is kept by topic and without words, and is offered for health answers only', async () => {
    const visitor = await newVisitor();
    const answered = await visitor.writes('what is sciatica?');
    const chips = answered.replies.at(-1)?.options.map(({ id }) => id);
    expect(chips).toContain('helped');
    expect(linesOf(await visitor.writes('That did not help'))).toEqual(['feedback.did-not-help']);
    const clinic = await visitor.writes('do you take insurance?');
    expect(clinic.replies.at(-1)?.options.map(({ id }) => id)).not.toContain('helped');
    await visitor.store.close();
  });
});

describe('an emergency among harmless words', () => {
  const before = 'My heel aches in the morning when I get out of bed. I bought new shoes in town last week.';
  it.each([
    'My toes are black and smell.',
    'I want to end my life tonight.',
    'I have crushing chest pain.',
    'I cannot feel when I wipe and my bottom is numb.',
  ])('is told: %s', async (emergency) => {
    const visitor = await newVisitor();
    await visitor.arrives();
    expect(linesOf(await visitor.writes(`${before} ${emergency} Do you take insurance?`))[0]).toMatch(
      /^safety\.(emergency|crisis)$/,
    );
    await visitor.store.close();
  });
});
