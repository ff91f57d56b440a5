import { readFileSync, writeFileSync } from 'node:fs';
import { type Capabilities, capabilities } from '../src/channels/capabilities.ts';

const PAGE = 'docs/channels.md';
const [START, END] = ['<!-- table: made by npm run channel-table -->', '<!-- /table -->'];

const rows: readonly (readonly [string, (can: Capabilities) => string])[] = [
  ['shown by', ({ through }) => through],
  ['markup of texts', ({ markup }) => markup],
  ['characters of a text', ({ text }) => count(text)],
  ['bytes of a message', ({ bytes }) => count(bytes)],
  ['suggested actions', ({ suggestedActions }) => count(suggestedActions)],
  ['buttons in a message', ({ buttons }) => count(buttons)],
  ['characters on a button', ({ buttonText }) => count(buttonText)],
  ['Adaptive Card', ({ card }) => (card ? `up to ${card}` : '–')],
  [
    'blocks · characters of a section',
    ({ blocks, sectionText }) => (blocks ? `${blocks} · ${count(sectionText)}` : '–'),
  ],
  ['entries of an overflow menu', ({ overflow }) => count(overflow)],
  ['pictures', ({ images }) => tick(images)],
  ['signs of writing', ({ typing }) => tick(typing)],
  ['used choices are taken away by us', ({ updates }) => tick(updates)],
  ['calendar file', ({ files }) => tick(files)],
  ['hand-off events', ({ handOffs }) => tick(handOffs)],
  ['notices for staff', ({ staffChats }) => tick(staffChats)],
];

const count = (number: number | null): string => (number === null || number === 0 ? '–' : number.toLocaleString('en'));
const tick = (can: boolean): string => (can ? 'yes' : '–');

/** The table of what channels can do, in markdown. */
export function channelTable(): string {
  const channels = Object.values(capabilities);
  const lines = [
    ['', ...Object.keys(capabilities)],
    ['---', ...channels.map(() => '---')],
    ...rows.map(([name, cell]) => [name, ...channels.map((can) => cell(can))]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A page with its table made anew. Throws when the page has no place for one. */
export function withTable(page: string): string {
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${PAGE} needs the lines "${START}" and "${END}"`);
  return `${before}${START}\n\n${channelTable()}\n\n${END}${after}`;
}

if (process.argv[1]?.endsWith('channel-table.ts')) {
  const page = readFileSync(PAGE, 'utf8');
  const made = withTable(page);
  if (!process.argv.includes('--check')) writeFileSync(PAGE, made);
  else if (made !== page) {
    console.error(`${PAGE} is stale: run npm run channel-table`);
    process.exitCode = 1;
  }
}
