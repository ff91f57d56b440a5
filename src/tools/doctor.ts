import { randomUUID } from 'node:crypto';
import { examine } from './doctor/examine.ts';
import { reportFindings } from './doctor/report.ts';
import { runChecks } from './doctor/run-checks.ts';
import { startTool } from './start-tool.ts';

startTool();
const examined = examine({ folder: process.cwd(), environment: process.env, now: Date.now, newId: randomUUID });
const findings = await runChecks(examined);
const text = process.argv.includes('--json')
  ? findings.map((finding) => JSON.stringify(finding)).join('\n')
  : reportFindings(findings);
const code = findings.some(({ level }) => level === 'fault') ? 1 : 0;
process.stdout.write(`${text}\n`, () => process.exit(code));
