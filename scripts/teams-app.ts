import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { appPackage } from '../src/channels/teams-app/app-package.ts';
import { loadContent } from '../src/content/load-content.ts';
import { startTool } from '../src/tools/start-tool.ts';

const USAGE = `usage: npm run teams-app -- --clinic <id> --app-id <BOT_APP_ID> --out <folder>
         [--version 1.0.0] [--website https://…] [--privacy https://…] [--terms https://…]
The addresses follow the clinic's first website origin when they are not given.`;

startTool();

try {
  const { values } = parseArgs({
    options: Object.fromEntries(
      ['clinic', 'app-id', 'out', 'version', 'website', 'privacy', 'terms'].map((name) => [name, { type: 'string' }]),
    ) as Record<string, { type: 'string' }>,
  });
  const { clinic: id, 'app-id': appId, out } = values;
  if (!id || !appId || !out) throw new Error(USAGE);
  const { clinics } = loadContent(process.env.CONTENT_DIR ?? './content');
  const clinic = clinics.get(id);
  if (!clinic) throw new Error(`there is no clinic "${id}"; there are: ${[...clinics.keys()].join(', ')}`);
  const website = values.website ?? clinic.origins[0];
  if (!website) throw new Error(`clinic "${id}" has no website in its file: say --website https://…`);
  if (!URL.canParse(website)) throw new Error(`--website ${website}: write an address such as https://harbor.example`);
  const at = (path: string): string => new URL(path, website).href;
  const zip = appPackage(clinic, {
    appId,
    version: values.version ?? '1.0.0',
    website,
    privacy: values.privacy ?? at('/privacy'),
    terms: values.terms ?? at('/terms'),
  });
  mkdirSync(out, { recursive: true });
  const file = join(out, `${id}-teams.zip`);
  writeFileSync(file, zip);
  console.log(`${file}: upload it in Teams under Apps, Manage your apps, Upload an app (docs/teams.md)`);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(error instanceof z.ZodError ? `Teams would refuse this:\n${z.prettifyError(error)}` : error.message);
  process.exitCode = 1;
}
