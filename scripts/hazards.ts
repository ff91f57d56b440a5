import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const grade = z.int().min(1).max(5);
const hazardSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  hazard: z.string().min(10),
  cause: z.string().min(5),
  effect: z.string().min(5),
  severity: grade,
  likelihood: grade,
  controls: z
    .array(
      z.strictObject({
        test: z.string(),
        title: z.string(),
        how: z.string().min(5),
        /** Needs a browser: may be skipped where there is none. */
        browser: z.boolean().default(false),
      }),
    )
    .min(1),
  left: z.string(),
});
export type Hazard = z.infer<typeof hazardSchema>;

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const source = 'docs/safety/hazards.yaml';
const page = 'docs/safety/hazards.md';

/** The hazard log. Throws when it is not as its schema says. */
export const readHazards = (): readonly Hazard[] => z.array(hazardSchema).parse(parse(readFileSync(source, 'utf8')));

/** The hazard log as a page, worst first. */
export function toPage(hazards: readonly Hazard[]): string {
  const worst = [...hazards].sort((one, other) => other.severity * other.likelihood - one.severity * one.likelihood);
  const rows = worst.map(
    ({ id, hazard, severity, likelihood }) =>
      `| [${hazard}](#${id}) | ${severity} | ${likelihood} | ${severity * likelihood} |`,
  );
  const parts = worst.map(
    ({ id, hazard, cause, effect, controls, left }) =>
      `## ${id}\n\n**${hazard}.** Cause: ${cause}. Effect: ${effect}.\n\n${controls
        .map(({ how, test, title }) => `- ${how} (\`${test}\`${title === '' ? '' : `, “${title}”`})`)
        .join('\n')}\n\nWhat is left: ${left}`,
  );
  return `# Hazard log\n\nMade from [hazards.yaml](hazards.yaml) by \`npm run hazards\`. Grades from 1 to 5, after controls, are the makers' first estimate; no safety officer has set them.\n\n| hazard | severity | likelihood | product |\n|---|---|---|---|\n${rows.join('\n')}\n\n${parts.join('\n\n')}\n`;
}

/** Controls for which no test passed, in a report of Vitest in JSON. */
export function uncontrolled(hazards: readonly Hazard[], report: unknown): string[] {
  const { testResults } = reportSchema.parse(report);
  return hazards.flatMap(({ id, controls }) =>
    controls
      .filter(({ test, title, browser }) => {
        const tests = testResults.filter(({ name }) => name.endsWith(test)).flatMap((file) => file.assertionResults);
        const named = tests.filter(({ fullName }) => fullName.includes(title));
        if (browser && named.length > 0 && named.every(({ status }) => status === 'skipped' || status === 'pending'))
          return false;
        return !named.some(({ status }) => status === 'passed') || named.some(({ status }) => status === 'failed');
      })
      .map(({ test, title }) => `${id}: no passing test "${title}" in ${test}`),
  );
}

if (process.argv[1]?.endsWith('hazards.ts')) {
  const hazards = readHazards();
  const report = process.argv[process.argv.indexOf('--report') + 1];
  if (process.argv.includes('--report') && report !== undefined) {
    const missing = uncontrolled(hazards, JSON.parse(readFileSync(report, 'utf8')));
    for (const line of missing) console.error(line);
    console.log(
      `${hazards.length} hazards, ${hazards.flatMap(({ controls }) => controls).length} controls, ${missing.length} without a passing test`,
    );
    if (missing.length > 0) process.exitCode = 1;
  } else writeFileSync(page, toPage(hazards));
}
