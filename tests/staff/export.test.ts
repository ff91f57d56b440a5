import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCsv } from '../../src/staff/csv.ts';
import type { Browser } from './support/browser.ts';
import { type ConsoleServer, HARBOR, SAKURA, startConsole, visitorDetails } from './support/console-server.ts';

/** Reads RFC 4180 back, as a spreadsheet does. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('the table for spreadsheets', () => {
  let server: ConsoleServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startConsole();
    browser = await server.signedIn({ clinicIds: [HARBOR, SAKURA] });
  });
  afterAll(() => server.close());

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠SUM(A1)'])(
    'makes no formula of %j',
    (cell) => {
      expect(readCsv(writeCsv([[cell, 'x']]))).toEqual([[`'${cell}`, 'x']]);
    },
  );

  it('is read back as it was written', () => {
    const rows = [
      ['a', 'b "quoted"', 'c, d'],
      ['line\nbreak', '', 'José'],
      ['x', 'y\r\nz', '"'],
    ];
    expect(readCsv(writeCsv(rows))).toEqual(rows);
    expect(writeCsv([['a', 'b']])).toBe('\uFEFFa,b\r\n');
  });

  it('has what the filters leave, hostile words made safe, and is noted for each clinic', async () => {
    await server.request({
      reference: 'K7M-4QD',
      details: { ...visitorDetails, name: '=HYPERLINK("https://evil.example","Ada")' },
    });
    await server.store.addNote('K7M-4QD', {
      at: server.clock.now,
      by: 'kim@harbor.example',
      text: 'called,\n"no" answer',
    });
    await server.request({ reference: 'OTHER', clinicId: SAKURA, kind: 'appointment' });
    const seen = await browser.get('/staff/requests.csv?kind=callback');
    expect(seen.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(seen.headers.get('content-disposition')).toMatch(/^attachment; filename=requests-2026-12-01\.csv$/);
    const [head = [], row = [], ...rest] = readCsv(seen.text);
    expect(rest).toEqual([]);
    const cells = Object.fromEntries(head.map((name, index) => [name, row[index]]));
    expect(cells).toMatchObject({
      Reference: 'K7M-4QD',
      Clinic: 'Harbor Foot & Spine',
      Name: `'=HYPERLINK("https://evil.example","Ada")`,
      Phone: `'+15085550142`,
      Place: 'Harbor Street',
      Notes: '2026-12-01T15:00:00.000Z kim@harbor.example: called,\n"no" answer',
    });
    const { rows } = await server.store.audited({ clinicIds: null, limit: 2, offset: 0 });
    expect(rows.map(({ what, clinicId }) => [what, clinicId])).toEqual([
      ['requests.exported', SAKURA],
      ['requests.exported', HARBOR],
    ]);
    expect(readCsv((await browser.get('/staff/requests.csv')).text)).toHaveLength(3);
    expect(readCsv((await browser.get(`/staff/requests.csv?clinic=${SAKURA}`)).text)).toHaveLength(2);
  });
});
