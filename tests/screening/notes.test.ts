import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load-content.ts';
import { compileScreening } from '../../src/screening/screen-text.ts';
import { linesOf, newVisitor } from '../support/visitor.ts';

const content = loadContent('./content');
const english = content.languages.en;
const screen = compileScreening(english ? { ...content, languages: { en: { ...english, messages: [] } } } : content);

describe.each([...content.notes.values()])('the caution $id', ({ id, en: { examples } }) => {
  it.each(examples.found)('is given: %s', (text) => expect(screen(text).notes).toContain(id));
  it.each(examples['not-found'])('is not given: %s', (text) => expect(screen(text).notes).toEqual([]));
});

it('stands beside the answer and raises nothing', async () => {
  const visitor = await newVisitor();
  await visitor.arrives();
  const turn = await visitor.writes('got a pacemaker, can I use a TENS machine on my back?');
  expect(linesOf(turn)).toContain('note-pacemaker-electro');
  expect(turn.replies.at(-1)?.urgency).toBe('none');
  expect(turn.replies.at(-1)?.options.length).toBeGreaterThan(0);
});
