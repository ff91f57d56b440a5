import { createInterface } from 'node:readline';
import { renderPlain } from '../channels/render-plain.ts';
import { readConfig } from '../config.ts';
import { prepareKnowledge, TRAINED_FOLDER } from '../content/watch-content.ts';
import { createLog } from '../log.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import { takeTurn } from '../turn/take-turn.ts';
import type { TurnDeps } from '../turn/turn-deps.ts';
import { startTool } from './start-tool.ts';

startTool();

const config = readConfig(process.env);
const named = process.argv.indexOf('--clinic');
const clinicId = named > 0 ? (process.argv[named + 1] ?? '') : config.defaultClinic;
const knowledge = prepareKnowledge(config.contentDir, TRAINED_FOLDER);
const clinic = knowledge.content.clinics.get(clinicId);
if (!clinic) {
  console.error(`there is no clinic "${clinicId}"; there are: ${[...knowledge.content.clinics.keys()].join(', ')}`);
  process.exit(2);
}

const deps: TurnDeps = {
  knowledge: () => knowledge,
  store: await openSqliteStore(':memory:'),
  now: Date.now,
  log: createLog('error'),
};
let count = 0;
const turn = async (text: string, kind: 'wrote' | 'arrived'): Promise<void> => {
  const key = `terminal:${++count}`;
  const taken = await takeTurn(
    { visitId: `terminal/${clinicId}`, channel: 'terminal', clinicId, keys: [key], kind, text, locale: null },
    deps,
  );
  for (const reply of taken.replies) console.log(`\n${renderPlain(reply).text}`);
};

console.log(`${clinic.name}, in a terminal. Nothing is kept. Ctrl+D leaves.`);
await turn('', 'arrived');
process.stdout.write('\n> ');
for await (const line of createInterface({ input: process.stdin })) {
  await turn(line, 'wrote');
  process.stdout.write('\n> ');
}
console.log();
await deps.store.close();
