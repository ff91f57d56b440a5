import { urgencies } from '../content/content-schema.ts';
import type { Finding, Screening } from './screening.ts';
import type { Opinion } from './second-opinion.ts';

/** From these chances on, the second opinion alone says so. Chosen, as are those below, on messages of writers that it had not learned from. */
const TOLD = { emergency: 0.13, urgent: 0.3, soon: 0.3 } as const;
/** The same for an emergency where the rules already found something urgent. */
const TOLD_ABOVE_URGENT = 0.2;
/** From these chances on, a few words alone are told or asked about, where the rules know nothing of them. */
const IN_BRIEF = { told: 0.5, asked: 0.2 } as const;
/** From this chance of an emergency on, a question is put. */
const ASKED = 0.035;
/** The same for a part of the message, which says less by itself. */
const TOLD_IN_PART = { emergency: 0.6, urgent: 0.5, soon: 0.7 } as const;
const ASKED_IN_PART = 0.12;
/** Below these chances a finding of the rules is not told: a question is put instead of an emergency, the rest is let go. */
const DOUBTED = { emergency: 0.5, urgent: 0.15, soon: 0.15 } as const;
/** Below this chance of an emergency a doubt of the rules is not worth a question. */
const CALM = 0.02;

const rank = (urgency: Screening['urgency']): number => urgencies.indexOf(urgency);

/** Rules and second opinion to one outcome. Either can raise; a finding of the rules that the opinion doubts is not told. */
export function combine(ruled: Screening, opinion: Opinion): Screening {
  const { atLeast, inPart } = opinion;
  const unknown = opinion.brief && ruled.findings.length === 0 && ruled.asks === null;
  const likely = (finding: Finding): number => opinion.chanceOf(finding.flag, finding.urgency);
  let findings = ruled.findings
    .filter(({ urgency: level }) => Math.max(atLeast[level], inPart[level]) >= DOUBTED[level])
    .toSorted((one, other) => rank(other.urgency) - rank(one.urgency) || likely(other) - likely(one));
  let urgency: Screening['urgency'] = findings[0]?.urgency ?? 'none';
  for (const level of ['emergency', 'urgent', 'soon'] as const) {
    const usual = level === 'emergency' && urgency === 'urgent' ? TOLD_ABOVE_URGENT : TOLD[level];
    const says = unknown
      ? atLeast[level] >= IN_BRIEF.told
      : atLeast[level] >= usual || inPart[level] >= TOLD_IN_PART[level];
    if (rank(urgency) >= rank(level) || !says) continue;
    const flag = opinion.flagOf(level);
    if (flag === null) continue;
    const rule = `reads like messages of this flag (${Math.max(atLeast[level], inPart[level]).toFixed(2)})`;
    const finding: Finding = { flag, urgency: level, evidence: [{ words: opinion.wordsFor(level), rule }] };
    findings = [finding, ...findings.filter((other) => other.flag !== flag)];
    urgency = level;
  }
  const heard = { ...ruled, urgency, findings, chances: atLeast };
  const quiet = { ...heard, asks: null, asksFor: null };
  if (urgency === 'emergency') return quiet;
  if (ruled.urgency === 'emergency' && ruled.findings[0])
    return { ...heard, asks: ruled.findings[0].flag, asksFor: 'emergency', insists: true };
  if (ruled.asks !== null && Math.max(atLeast.emergency, inPart.emergency) >= CALM) return heard;
  const doubts = unknown
    ? atLeast.emergency >= IN_BRIEF.asked
    : atLeast.emergency >= ASKED || inPart.emergency >= ASKED_IN_PART;
  if (!doubts) return quiet;
  return { ...heard, asks: opinion.flagOf('emergency'), asksFor: 'emergency' };
}

/** Adds what the rules find only together with what was heard before: of that the second opinion, which reads one message, knows nothing. */
export function addUp(alone: Screening, ruled: Screening, together: Screening): Screening {
  const known = (finding: Finding): boolean =>
    ruled.findings.some(({ flag, urgency }) => flag === finding.flag && urgency === finding.urgency);
  const news = together.findings.filter((finding) => !known(finding) && rank(finding.urgency) > rank(alone.urgency));
  const worst = news[0];
  if (worst) {
    const silent = worst.urgency === 'emergency' ? { asks: null, asksFor: null, insists: false } : {};
    return { ...alone, ...silent, urgency: worst.urgency, findings: [...news, ...alone.findings] };
  }
  if (alone.urgency !== 'none' || alone.asks !== null || together.asks === ruled.asks) return alone;
  return { ...alone, asks: together.asks, asksFor: together.asksFor };
}
