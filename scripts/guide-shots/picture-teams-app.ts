import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HARBOR } from '../channel-shots/serve.ts';
import type { Take } from './take.ts';

const OPTIONS = ['--clinic', HARBOR, '--app-id', '11111111-2222-4333-8444-555555555555', '--out'];

/** The making of the Teams app package, and what is in it. */
export async function pictureTeamsApp(take: Take): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-guide-'));
  const run = (name: string, args: readonly string[]): string => execFileSync(name, args, { encoding: 'utf8' });
  try {
    const made = run(process.execPath, ['--import', 'tsx', 'scripts/teams-app.ts', ...OPTIONS, folder]);
    const listed = run('unzip', ['-l', join(folder, `${HARBOR}-teams.zip`)]);
    const said = [
      `npm run --silent teams-app -- ${OPTIONS.join(' ')} dist/teams`,
      made,
      `unzip -l dist/teams/${HARBOR}-teams.zip`,
      listed,
    ];
    const shown = said.map((text, index) => (index % 2 === 0 ? `$ ${text}\n` : text)).join('');
    await take.terminal('teams-app-package', shown.replaceAll(folder, 'dist/teams').trimEnd());
  } finally {
    rmSync(folder, { recursive: true });
  }
}
