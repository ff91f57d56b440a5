import { urgencies } from '../src/content/content-schema.ts';
import type { Judged, Summary } from './screening-report.ts';

const safe = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark);
const row = (cells: readonly (string | number)[], tag = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${safe(String(cell))}</${tag}>`).join('')}</tr>`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `<table>${row(head, 'th')}${rows.map((cells) => row(cells)).join('')}</table>`;

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
  const line = points.map(([x, y]) => `${(40 + x * 400).toFixed(1)},${(240 - y * 220).toFixed(1)}`).join(' ');
  return `<svg viewBox="0 0 460 280" width="460" role="img" aria-label="Trade-off curve"><path d="M40 20V240H440" fill="none" stroke="currentColor"/>
<polyline points="${line}" fill="none" stroke="#1f6f8b" stroke-width="2"/><text x="44" y="16" font-size="12" fill="currentColor">emergencies at or above the threshold, 100 %</text>
<text x="200" y="265" font-size="12" fill="currentColor">harmless at or above the threshold, 100 % at the right end</text></svg>
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
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Screening, ${safe(name)} part</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 2rem}td,th{border:1px solid #bbb;padding:.25rem .6rem;text-align:left;vertical-align:top}
@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}td,th{border-color:#555}}</style>
<h1>Screening: the ${safe(name)} part</h1>
<p>${judged.length} messages that were never used for building. Invented by independent writers in many voices, labelled from the
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
)}
</html>`;
}
