import { isAlias, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';

/** One thing wrong in one content file. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Parses YAML strictly (no key twice, no aliases) and checks it; every fault is added to `faults` with its line. */
export function readYaml<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  faults: Fault[],
  firstLine = 1,
): z.infer<S> | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  const before = faults.length;
  for (const error of document.errors) faults.push({ file, line: at(error.pos[0]), message: error.message });
  visit(document, (_, node) => {
    if (isAlias(node))
      faults.push({ file, line: at(node.range?.[0] ?? 0), message: `alias *${node.source}: write the value out` });
  });
  if (faults.length > before) return null;
  const result = schema.safeParse(document.toJS());
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    faults.push({ file, line: at(offsetOf(document, issue.path)), message: describe(issue) });
  }
  return null;
}

function describe(issue: z.core.$ZodIssue): string {
  const key = issue.path.join('.');
  return key === '' ? issue.message : `${key}: ${issue.message}`;
}

function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
  }
  return document.contents?.range?.[0] ?? 0;
}
