import { urgencies } from '../content/content-schema.ts';
import type { Finding, Screening } from './screening.ts';
import type { Opinion } from './second-opinion.ts';

/** From these chances on, the second opinion alone says so. Chosen on the tune part, as are those below. */
const TOLD = { emergency: 0.35, urgent: 0.4, soon: 0.45 } as const;
/** The same for an emergency where the rules already found something urgent. */
const TOLD_ABOVE_URGENT = 0.6;
/** From this chance of an emergency on, a question is put. */
const ASKED = 0.15;
/** Below these chances a finding of the rules is not told: a question is put instead of an emergency, the rest is let go. */
const DOUBTED = { emergency: 0.2, urgent: 0.3, soon: 0.35 } as const;
/** Below this chance of an emergency a doubt of the rules is not worth a question. */
const CALM = 0.05;

const rank = (urgency: Screening['urgency']): number => urgencies.indexOf(urgency);

/** Rules and second opinion to one outcome. Either can raise; a finding of the rules that the opinion doubts is not told. */
export function combine(ruled: Screening, opinion: Opinion): Screening {
  const { atLeast } = opinion;
  const likely = (finding: Finding): number => opinion.chanceOf(finding.flag, finding.urgency);
  let findings = ruled.findings
    .filter(({ urgency: level }) => atLeast[level] >= DOUBTED[level])
    .toSorted((one, other) => rank(other.urgency) - rank(one.urgency) || likely(other) - likely(one));
  let urgency: Screening['urgency'] = findings[0]?.urgency ?? 'none';
  let asks = atLeast.emergency >= CALM ? ruled.asks : null;
  if (ruled.urgency === 'emergency' && urgency !== 'emergency') asks = ruled.findings[0]?.flag ?? null;
  for (const level of ['emergency', 'urgent', 'soon'] as const) {
    const told = level === 'emergency' && urgency === 'urgent' ? TOLD_ABOVE_URGENT : TOLD[level];
    if (rank(urgency) >= rank(level) || atLeast[level] < told) continue;
    const flag = opinion.flagOf(level);
    if (flag === null) continue;
    const rule = `reads like messages of this flag (${atLeast[level].toFixed(2)})`;
    const finding: Finding = { flag, urgency: level, evidence: [{ words: opinion.wordsFor(level), rule }] };
    findings = [finding, ...findings.filter((other) => other.flag !== flag)];
    urgency = level;
  }
  if (urgency !== 'emergency' && asks === null && atLeast.emergency >= ASKED) asks = opinion.flagOf('emergency');
  if (urgency === 'emergency') asks = null;
  return { ...ruled, urgency, findings, asks, chances: atLeast };
}

/** Adds what the rules find only together with what was heard before: of that the second opinion, which reads one message, knows nothing. */
export function addUp(alone: Screening, ruled: Screening, together: Screening): Screening {
  const known = (finding: Finding): boolean =>
    ruled.findings.some(({ flag, urgency }) => flag === finding.flag && urgency === finding.urgency);
  const news = together.findings.filter((finding) => !known(finding) && rank(finding.urgency) > rank(alone.urgency));
  const worst = news[0];
  if (!worst) return alone.urgency === 'none' && alone.asks === null ? { ...alone, asks: together.asks } : alone;
  const asks = worst.urgency === 'emergency' ? null : alone.asks;
  return { ...alone, urgency: worst.urgency, findings: [...news, ...alone.findings], asks };
}
