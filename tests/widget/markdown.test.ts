import { describe, expect, it } from 'vitest';
import { inText, safeHref, safeLinks } from '../../src/widget/chat/links.ts';
import { type Block, type Run, readMarkdown } from '../../src/widget/chat/markdown.ts';

const runs = (block: Block): Run[] =>
  block.kind === 'paragraph' ? block.lines.flat() : block.facts.flatMap(({ value }) => value);
const shown = (text: string): string =>
  readMarkdown(text)
    .flatMap(runs)
    .map((run) => run.text)
    .join('');
const known = inText([
  { label: 'Call (508) 555-0142', href: 'tel:+15085550142' },
  { label: 'Call 911', href: 'tel:911' },
  { label: 'E-mail frontdesk@harbor.example', href: 'mailto:frontdesk@harbor.example' },
]);

describe('what is said is text', () => {
  it.each([
    ['<img src=x onerror=alert(1)>'],
    ['<script>alert(1)</script>'],
    ['<svg/onload=alert(1)>'],
    ['[press](javascript:alert(1))'],
    ['[press](data:text/html,<script>alert(1)</script>)'],
    ['![x](https://evil.example/x.png)'],
    ['<a href="javascript:alert(1)">x</a>'],
    ['<form action=https://evil.example><input></form>'],
    ['&lt;b&gt; &amp;'],
    ['javascript:alert(1)'],
    ['https://evil.example/'],
    ['__proto__ constructor'],
    ['\u202Egnp.exe'],
  ])('%s stays as it is, and leads nowhere', (text) => {
    expect(shown(text)).toBe(text);
    expect(
      readMarkdown(text, known)
        .flatMap(runs)
        .every(({ href }) => href === null),
    ).toBe(true);
  });

  it.each([
    ['**bold** and **<b>bolder</b>**', ['bold', '<b>bolder</b>']],
    ['**a **nested** b**', ['a ', ' b']],
    ['**not closed', []],
    ['** **', [' ']],
    ['****', []],
  ])('%s: only whole pairs are bold', (text, bold) => {
    const all = readMarkdown(text).flatMap(runs);
    expect(all.filter((run) => run.bold).map((run) => run.text)).toEqual(bold);
  });

  it('reads paragraphs, line breaks and lists of facts', () => {
    expect(readMarkdown('one\ntwo\r\n\r\n\n three \n\n\n')).toMatchObject([
      { kind: 'paragraph', lines: [[{ text: 'one' }], [{ text: 'two' }]] },
      { kind: 'paragraph', lines: [[{ text: 'three' }]] },
    ]);
    expect(readMarkdown('**Visit**: Heel pain\n**Where:** Harbor Street')).toMatchObject([
      { kind: 'facts', facts: [{ name: 'Visit', value: [{ text: 'Heel pain' }] }, { name: 'Where' }] },
    ]);
    expect(readMarkdown('**Yes.** It can.\n**No.** It cannot.')).toMatchObject([{ kind: 'paragraph' }]);
    expect(readMarkdown('')).toEqual([]);
  });

  it('takes hostile lengths in no time', () => {
    const started = performance.now();
    for (const text of [
      '*'.repeat(50_000),
      '**a'.repeat(20_000),
      '\n'.repeat(50_000),
      ' '.repeat(50_000),
      '9'.repeat(50_000),
    ])
      readMarkdown(text, known);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('numbers and addresses in a text', () => {
  it.each([
    ['call 911.', ['tel:911']],
    ['**Call 911 now**, then (508) 555-0142', ['tel:911', 'tel:+15085550142']],
    ['write to frontdesk@harbor.example', ['mailto:frontdesk@harbor.example']],
    ['flight 9112, 1911, room 911b, 911-2000, 3.911', []],
    ['$911,000', []],
  ])('%s leads to %j', (text, hrefs) => {
    const found = readMarkdown(text, known)
      .flatMap(runs)
      .flatMap(({ href }) => href ?? []);
    expect(found).toEqual(hrefs);
  });
});

describe('addresses that are followed', () => {
  it.each([
    ['tel:911', 'tel:911'],
    ['tel:+15085550142', 'tel:+15085550142'],
    ['tel:#7119', 'tel:#7119'],
    ['mailto:frontdesk@harbor.example', 'mailto:frontdesk@harbor.example'],
    ['https://harbor.example/new?x=1', 'https://harbor.example/new?x=1'],
    ['HTTPS://harbor.example', 'https://harbor.example/'],
    ['http://harbor.example', null],
    ['javascript:alert(1)', null],
    ['JaVaScRiPt:alert(1)', null],
    [' javascript:alert(1)', null],
    ['java\nscript:alert(1)', null],
    ['data:text/html,x', null],
    ['vbscript:x', null],
    ['blob:https://harbor.example/1', null],
    ['//evil.example', null],
    ['/chat', null],
    ['https://harbor.example@evil.example/', null],
    ['https://harbor.example\\@evil.example', null],
    ['mailto:a@b.example?cc=c@d.example', null],
    ['tel:911;phone-context=evil', null],
    ['', null],
  ])('%j becomes %j', (href, safe) => {
    expect(safeHref(href)).toBe(safe);
    expect(safeLinks([{ label: 'x', href }])).toEqual(safe === null ? [] : [{ label: 'x', href: safe }]);
  });

  it('does not link a number that a label shows but does not dial', () => {
    expect(inText([{ label: 'Call 911', href: 'tel:+19005550100' }])).toEqual([]);
  });
});
