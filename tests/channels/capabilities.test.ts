import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withTable } from '../../scripts/channel-table.ts';
import { capabilities, channelName } from '../../src/channels/capabilities.ts';

it.each([
  ['msteams', 'msteams'],
  ['emulator', 'webchat'],
  ['directline', 'directline'],
  ['website', 'plain'],
  ['sms', 'plain'],
  ['constructor', 'plain'],
])('channel %s is shown as %s', (channelId, name) => expect(channelName(channelId)).toBe(name));

it('the table in docs/channels.md is current: npm run channel-table', () => {
  const page = readFileSync('docs/channels.md', 'utf8');
  expect(withTable(page)).toBe(page);
  for (const name of Object.keys(capabilities)) expect(page).toContain(`| ${name} |`);
});
