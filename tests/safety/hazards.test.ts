import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readHazards, toPage, uncontrolled } from '../../scripts/hazards.ts';

const hazards = readHazards();
const report = (status: string) => ({
  testResults: hazards.flatMap(({ controls }) =>
    controls.map(({ test, title }) => ({
      name: `/x/${test}`,
      assertionResults: [{ fullName: `a ${title} b`, status }],
    })),
  ),
});

describe('the hazard log', () => {
  it('names test files that exist', () => {
    for (const { test } of hazards.flatMap(({ controls }) => controls)) expect(existsSync(test), test).toBe(true);
  });
  it('is shown on its page as it is', () =>
    expect(readFileSync('docs/safety/hazards.md', 'utf8') === toPage(hazards), 'run `npm run hazards`').toBe(true));
  it('is content when every control has a passing test', () =>
    expect(uncontrolled(hazards, report('passed'))).toEqual([]));
  it.each(['failed', 'skipped'])('reports a control whose test is %s', (status) =>
    expect(uncontrolled(hazards, report(status)).length).toBeGreaterThan(hazards.length),
  );
  it('reports a control whose test is gone', () =>
    expect(uncontrolled(hazards, { testResults: [] }).length).toBeGreaterThan(hazards.length));
});
