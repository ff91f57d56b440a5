import { urgencies } from '../content/content-schema.ts';
import type { Finding, Screening } from './screening.ts';
import type { Opinion } from './second-opinion.ts';

/** From these chances on, the second opinion alone says so. */
export const TOLD = { emergency: 0.8, urgent: 0.75, soon: 0.75 } as const;
/** From this chance of an emergency on, a question is put. */
export const ASKED = 0.45;
/** Below these chances a finding of the rules is let go: for an emergency, the question is put instead. */
export const DOUBTED = { emergency: 0.02, urgent: 0.05, soon: 0.12 } as const;

const rank = (urgency: Screening['urgency']): number => urgencies.indexOf(urgency);

/** Rules and second opinion to one outcome. Either can raise; the opinion lets go of a finding only when it is nearly certain. */
export function combine(ruled: Screening, opinion: Opinion): Screening {
  const { atLeast } = opinion;
  let { urgency, findings, asks } = ruled;
  if (urgency !== 'none' && atLeast[urgency] < DOUBTED[urgency]) {
    if (urgency === 'emergency') asks = findings[0]?.flag ?? asks;
    findings = [];
    urgency = 'none';
  }
  for (const level of ['emergency', 'urgent', 'soon'] as const) {
    if (rank(urgency) >= rank(level) || atLeast[level] < TOLD[level]) continue;
    const flag = opinion.flagOf(level);
    if (flag === null) continue;
    const rule = `reads like messages of this flag (${atLeast[level].toFixed(2)})`;
    const finding: Finding = { flag, urgency: level, evidence: [{ words: opinion.wordsFor(level), rule }] };
    findings = [finding, ...findings.filter((other) => other.flag !== flag)];
    urgency = level;
  }
  if (urgency !== 'emergency' && asks === null && atLeast.emergency >= ASKED) asks = opinion.flagOf('emergency');
  if (urgency === 'emergency') asks = null;
  return { urgency, findings, asks, chances: atLeast };
}
