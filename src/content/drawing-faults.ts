const tags = new Set('svg title desc style g path circle ellipse rect line polyline polygon text tspan use'.split(' '));
const tagAt = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/y;
const attributes = /([\w:-]+)="([^"]*)"/g;

/** What makes a drawing unfit: anything that is not well-formed, runs, or leads outside the drawing. */
export function findDrawingFaults(svg: string): { readonly line: number; readonly message: string }[] {
  const faults: { line: number; message: string }[] = [];
  const open: string[] = [];
  let at = 0;
  const fault = (message: string): number => faults.push({ line: svg.slice(0, at).split('\n').length, message });
  while (at < svg.length) {
    if (svg[at] !== '<') {
      const end = svg.indexOf('<', at);
      const text = svg.slice(at, end < 0 ? svg.length : end);
      if (/&(?!(amp|lt|gt|#\d+);)/.test(text)) fault('write & as &amp;');
      if (open.at(-1) === 'style' && /@import|url\s*\(|expression|\\/i.test(text))
        fault('a style may not load anything');
      if (open.length === 0 && text.trim() !== '') fault('text outside <svg>');
      at += text.length;
      continue;
    }
    tagAt.lastIndex = at;
    const tag = tagAt.exec(svg);
    if (!tag) {
      fault('not well-formed here: only elements with attributes in double quotes, no comments or declarations');
      return faults;
    }
    const [all, closes, name = '', given = '', empty] = tag;
    if (!tags.has(name)) fault(`<${name}> is not allowed; use ${[...tags].join(', ')}`);
    if (closes ? open.pop() !== name : open.length === 0 && (at > 0 || name !== 'svg'))
      fault(`<${closes}${name}> stands in the wrong place`);
    if (!closes && !empty) open.push(name);
    checkAttributes(given, fault);
    at += all.length;
  }
  if (open.length > 0) fault(`<${open.at(-1)}> is never closed`);
  return faults;
}

function checkAttributes(given: string, fault: (message: string) => number): void {
  const seen = new Set<string>();
  for (const [, name = '', value = ''] of given.matchAll(attributes)) {
    if (seen.has(name)) fault(`${name} is given twice`);
    seen.add(name);
    if (/^on/i.test(name) || name === 'style') fault(`the attribute ${name} is not allowed`);
    const leads = /href$/i.test(name) ? !value.startsWith('#') : /url\s*\(/i.test(value);
    if (leads) fault(`${name}="${value}" leads outside the drawing`);
  }
}
