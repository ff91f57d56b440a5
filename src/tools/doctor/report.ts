import type { NamedFinding } from './run-checks.ts';

const signs = { fine: 'ok  ', warning: 'look', fault: 'BAD ' } as const;

/** The findings for a person: a line for each that is well, and for the others what, why and what to do. */
export function reportFindings(findings: readonly NamedFinding[]): string {
  const lines = findings.flatMap(({ check, level, what, why, remedy }) => [
    `${signs[level]}  ${check.padEnd(15)} ${what}`,
    ...(why === null ? [] : [indent(`why: ${why}`)]),
    ...(remedy === null ? [] : [indent(`do:  ${remedy}`)]),
  ]);
  const count = (level: NamedFinding['level']): number => findings.filter((finding) => finding.level === level).length;
  return [...lines, '', `faults: ${count('fault')}, warnings: ${count('warning')}`].join('\n');
}

const indent = (text: string): string => `${' '.repeat(22)}${text}`;
