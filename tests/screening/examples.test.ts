import { describe, expect, it } from 'vitest';
import { urgencies } from '../../src/content/content-schema.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { compileScreening } from '../../src/screening/screen-text.ts';

const content = loadContent('./content');
const english = content.languages.en;
// The rules alone: what the second opinion learnt from these very examples must not vouch for them.
const rulesOnly = english ? { ...content, languages: { en: { ...english, messages: [] } } } : content;
const screen = compileScreening(rulesOnly);

describe.each([...content.redFlags.values()])('the red flag $id', ({ id, urgency, rules, en: { examples } }) => {
  const levels = [urgency, ...rules.filter(({ asks }) => !asks).map((rule) => rule.urgency ?? urgency)];
  const least = Math.min(...levels.map((level) => urgencies.indexOf(level)));
  const itIs = (says: string, texts: readonly string[], check: (text: string) => void): void => {
    if (texts.length > 0) it.each(texts.map((text) => [text]))(`${says}: %s`, check);
  };

  itIs('is found', examples.found, (text) => {
    const finding = screen(text).findings.find(({ flag }) => flag === id);
    expect(finding, JSON.stringify(screen(text))).toBeDefined();
    expect(urgencies.indexOf(finding?.urgency ?? 'none')).toBeGreaterThanOrEqual(least);
  });

  itIs('is asked about or found', examples.asked, (text) => {
    const { asks, findings } = screen(text);
    expect([asks, ...findings.map(({ flag }) => flag)]).toContain(id);
  });

  itIs('is not found, nor any other', examples['not-found'], (text) => {
    expect(screen(text)).toMatchObject({ urgency: 'none', findings: [], asks: null });
  });

  itIs('is not what is found', examples.elsewhere, (text) => {
    expect(screen(text).findings.map(({ flag }) => flag)).not.toContain(id);
  });
});
