import { urgencies } from '../src/content/content-schema.ts';
import { page, plot, table } from './report-html.ts';
import type { Judged, Summary } from './screening-report.ts';

/** Emergencies caught (upwards) against harmless messages alarmed (to the right), as the second opinion's threshold falls. */
function curve(judged: readonly Judged[]): string {
  const chances = (urgency: string): number[] =>
    judged
      .filter(({ message }) => message.urgency === urgency && message.kind !== 'unclear')
      .map(({ chance }) => chance);
  const [grave, harmless] = [chances('emergency'), chances('none')];
  const above = (all: readonly number[], at: number): number =>
    all.filter((chance) => chance >= at).length / Math.max(1, all.length);
  const thresholds = Array.from({ length: 100 }, (_, index) => 1 - index / 100);
  const points = thresholds.map((at) => [above(harmless, at), above(grave, at)] as const);
  return `${plot('Trade-off curve', points, {
    across: 'harmless at or above the threshold, 100 % at the right end',
    up: 'emergencies at or above the threshold, 100 %',
  })}
${table(
  ['threshold', 'emergencies caught', 'harmless alarmed'],
  [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1].map((at) => [
    at,
    `${(100 * above(grave, at)).toFixed(1)} %`,
    `${(100 * above(harmless, at)).toFixed(1)} %`,
  ]),
)}
<p>The second opinion alone; the rules add to it.</p>`;
}

/** The report as one page that needs nothing else. */
export function toHtml(name: string, summary: Summary, judged: readonly Judged[]): string {
  const worst = summary.errors.slice(0, 60);
  return page(
    `Screening: the ${name} part`,
    `<p>${judged.length} messages that were never used for building. Invented by independent writers in many voices, labelled from the
red-flag table, not reviewed by a clinician. Intervals are Wilson's, 95 %.</p>
${table(
  ['measure', 'value'],
  summary.rows.map(({ label, value }) => [label.trim(), value]),
)}
<h2>What it is, and what was told</h2>
${table(
  ['is \\ told', ...urgencies],
  summary.confusion.map((counts, index) => [urgencies[index] ?? '', ...counts]),
)}
<h2>Trade-off</h2>
${curve(judged)}
<h2>False alarms by kind of harmless message</h2>
${table(
  ['kind', 'escalated'],
  summary.byKind.map(({ kind, escalated }) => [kind, escalated]),
)}
<h2>By red flag</h2>
${table(
  ['red flag', 'told at its level', 'named first'],
  summary.byFlag.map(({ flag, told, named }) => [flag, told, named]),
)}
<h2>The worst ${worst.length} of ${summary.errors.length} errors</h2>
${table(
  ['is', 'told', 'message'],
  worst.map(({ message, told, flags, asks }) => [
    `${message.urgency} ${message.flag ?? ''}`,
    `${told} ${flags[0] ?? ''}${asks ? ` asks ${asks}` : ''}`,
    message.text,
  ]),
)}`,
  );
}
