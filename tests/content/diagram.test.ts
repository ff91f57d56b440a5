import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withDiagram } from '../../scripts/diagram.ts';

it('dialogs/README.md shows the machine of today', () => {
  const readme = readFileSync('dialogs/README.md', 'utf8');
  expect(readme.includes('stateDiagram-v2')).toBe(true);
  expect(withDiagram(readme) === readme, 'run `npm run diagram`').toBe(true);
});
