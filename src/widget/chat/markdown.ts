import type { Link } from './links.ts';

/** A run of text: bold or not, leading somewhere or not. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly href: string | null;
}
/** A paragraph of lines, or a list of what is named and what it is. */
export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly (readonly Run[])[] }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly name: string; readonly value: readonly Run[] }[] };

/**
 * Reads our markdown subset: paragraphs, line breaks and **bold**. Anything else stays the text that it is: there is no
 * way from here to markup. Only what `known` names becomes a link.
 */
export function readMarkdown(text: string, known: readonly Link[] = []): Block[] {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trim()))
    .map((lines) => lines.filter(Boolean))
    .filter((lines) => lines.length > 0)
    .map((lines) => readBlock(lines, known));
}

/** Somebody's own words, each line as it was typed; nothing in them is markup. Only what `known` names becomes a link. */
export const readTyped = (text: string, known: readonly Link[] = []): Block[] => [
  { kind: 'paragraph', lines: text.split(/\r\n?|\n/).map((line) => linked(line, false, known)) },
];

/** Two lines or more such as `**Where**: Harbor Street` are a list. */
function readBlock(lines: readonly string[], known: readonly Link[]): Block {
  const facts = lines.map((line) => /^\*\*([^*]{1,40}?):?\*\*:?\s+(?=\S)(.+)$/.exec(line));
  if (lines.length > 1 && facts.every((fact, index) => fact && /^\*\*[^*]+(:\*\*|\*\*:)/.test(lines[index] ?? ''))) {
    return {
      kind: 'facts',
      facts: facts.map((fact) => ({ name: fact?.[1] ?? '', value: readLine(fact?.[2] ?? '', known) })),
    };
  }
  return { kind: 'paragraph', lines: lines.map((line) => readLine(line, known)) };
}

function readLine(line: string, known: readonly Link[]): Run[] {
  return line
    .split(/(\*\*[^*]+\*\*)/)
    .filter(Boolean)
    .flatMap((part) => {
      const bold = /^\*\*[^*]+\*\*$/.test(part);
      return linked(bold ? part.slice(2, -2) : part, bold, known);
    });
}

/** Splits where a known number or address stands on its own. */
function linked(text: string, bold: boolean, known: readonly Link[]): Run[] {
  for (const { label, href } of known) {
    const at = standsAlone(text, label);
    if (at < 0) continue;
    return [
      ...linked(text.slice(0, at), bold, known),
      { text: label, bold, href },
      ...linked(text.slice(at + label.length), bold, known),
    ];
  }
  return text ? [{ text, bold, href: null }] : [];
}

function standsAlone(text: string, label: string): number {
  const partOfMore = /(?:[\p{L}\p{N}@+$-]|\d[.,])$/u;
  for (let at = text.indexOf(label); label && at >= 0; at = text.indexOf(label, at + 1)) {
    const before = text.slice(Math.max(0, at - 2), at);
    const after = text.slice(at + label.length);
    if (!partOfMore.test(before) && !/^(?:[\p{L}\p{N}@]|[-.,]\d)/u.test(after)) return at;
  }
  return -1;
}
