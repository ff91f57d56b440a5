/** Text made safe to stand in HTML. */
export const safe = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark);

const row = (cells: readonly (string | number)[], tag = 'td'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${safe(String(cell))}</${tag}>`).join('')}</tr>`;

export const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `<table>${row(head, 'th')}${rows.map((cells) => row(cells)).join('')}</table>`;

/** A line through points from 0 to 1 each way, with what the axes mean. */
export function plot(
  label: string,
  points: readonly (readonly [number, number])[],
  { across, up }: { readonly across: string; readonly up: string },
): string {
  const line = points.map(([x, y]) => `${(40 + x * 400).toFixed(1)},${(240 - y * 220).toFixed(1)}`).join(' ');
  return `<svg viewBox="0 0 460 280" width="460" role="img" aria-label="${safe(label)}"><path d="M40 20V240H440" fill="none" stroke="currentColor"/>
<polyline points="${line}" fill="none" stroke="#1f6f8b" stroke-width="2"/><text x="44" y="16" font-size="12" fill="currentColor">${safe(up)}</text>
<text x="120" y="265" font-size="12" fill="currentColor">${safe(across)}</text></svg>`;
}

/** A report as one page that needs nothing else. */
export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
table{border-collapse:collapse;margin:.5rem 0 2rem}td,th{border:1px solid #bbb;padding:.25rem .6rem;text-align:left;vertical-align:top}
@media(prefers-color-scheme:dark){body{background:#161616;color:#eee}td,th{border-color:#555}}</style>
<h1>${safe(title)}</h1>
${body}
</html>`;
