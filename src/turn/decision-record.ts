import type { Urgency } from '../content/content-schema.ts';
import type { Step } from './step-visit.ts';
import type { Understanding } from './understand.ts';
import type { VisitorMessage } from './visitor-message.ts';

/** Why a turn went as it did, without the visitor's words: goes to the audit log. `ms` is the time without the commit. */
export interface DecisionRecord {
  readonly channel: string;
  readonly said: Urgency;
  readonly standing: Urgency;
  readonly flags: readonly { readonly flag: string; readonly rules: readonly string[] }[];
  readonly asks: string | null;
  readonly intent: string | null;
  readonly answer: string | null;
  /** A topic that the visitor said had helped, or had not. */
  readonly rated: { readonly topic: string; readonly helpful: boolean } | null;
  readonly score: number | null;
  readonly runnerUp: string | null;
  readonly lines: readonly string[];
  readonly ms: number;
}

/** Makes the decision record of one turn. `understood` is null when nothing was written. */
export function decisionRecord(
  message: VisitorMessage,
  understood: Understanding | null,
  step: Step,
  ms: number,
): DecisionRecord {
  const [first, second] = understood?.ranking.ranked ?? [];
  return {
    channel: message.channel,
    said: understood?.screening.urgency ?? 'none',
    standing: step.saved.context.urgency,
    flags: (understood?.screening.findings ?? []).map(({ flag, evidence }) => ({
      flag,
      rules: evidence.map(({ rule }) => rule),
    })),
    asks: understood?.screening.asks ?? null,
    intent: understood?.intent ?? null,
    answer: step.lines.find(({ line }) => line.startsWith('answer.'))?.line.slice('answer.'.length) ?? null,
    rated: ratingOf(step),
    score: first ? Math.round(first.confidence * 1000) / 1000 : null,
    runnerUp: second?.topic ?? null,
    lines: step.lines.map(({ line }) => line),
    ms: Math.round(ms * 1000) / 1000,
  };
}

function ratingOf({ saved, lines }: Step): DecisionRecord['rated'] {
  const { topic } = saved.context;
  const said = lines.find(({ line }) => line.startsWith('feedback.'))?.line;
  return said === undefined || topic === null ? null : { topic, helpful: said === 'feedback.helped' };
}
