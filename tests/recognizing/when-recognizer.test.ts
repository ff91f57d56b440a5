import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWhen } from '../../src/recognizing/read-when.ts';
import { askRecognizer, stopRecognizer, warmUpRecognizer } from '../../src/recognizing/when-recognizer.ts';
import { contextOf, inShort, WEDNESDAY } from './when-examples.ts';

beforeAll(warmUpRecognizer);
afterAll(stopRecognizer);

const DEADLINE = 400;
const harbor = contextOf('harbor-foot-spine', WEDNESDAY);
const now = { day: '2026-11-18', time: '10:30' };

describe('hostile input', () => {
  it.each([
    ['"1-" 600 times', '1-'.repeat(600)],
    ['"tomorrow" and 6,400 spaces', `tomorrow${' '.repeat(6_400)}`],
    ['6,400 spaces between', `december${' '.repeat(6_400)}3`],
    ['20,000 letters', 'a'.repeat(20_000)],
    ['20,000 of a long repeat', 'in december at 3 or 4 '.repeat(910)],
    ['combining marks', `december${'\u0301'.repeat(5_000)} 3`],
    ['digits and separators', '1/2-3:4.5 '.repeat(2_000)],
    ['numbers without an end', Array.from({ length: 3_000 }, (_, index) => index).join(' ')],
    ['brackets and slashes', '(/\\)[-]'.repeat(2_500)],
  ])('%s is answered in time', async (_, text) => {
    const began = performance.now();
    await readWhen(text, { ...harbor, deadlineMs: DEADLINE });
    expect(performance.now() - began).toBeLessThan(DEADLINE + 100);
    expect(inShort(await readWhen('december 3', harbor))).toBe('2026-12-03');
  });
});

describe('the recognizer', () => {
  it('is replaced when it is stuck, while our own reading answers', async () => {
    const stuck = `tomorrow${' '.repeat(6_400)}`;
    expect(await askRecognizer(stuck, now, 50)).toBeNull();
    expect(inShort(await readWhen('tomorrow at 3 if the dentist agrees', { ...harbor, deadlineMs: 50 }))).toBe(
      '2026-11-19 15:00-15:00',
    );
    await expect.poll(async () => (await askRecognizer('december 3', now, 8_000))?.length, { timeout: 15_000 }).toBe(1);
  }, 30_000);

  it('starts again when it is asked after it was stopped', async () => {
    stopRecognizer();
    expect(await askRecognizer('december 3', now, 1)).toBeNull();
    await warmUpRecognizer();
    expect(inShort(await readWhen('december 3', harbor))).toBe('2026-12-03');
  });

  it('reads the same whatever the zone of the process', async () => {
    const at = '2026-10-31T15:00:00Z';
    const texts = [
      'december 3 at 10',
      'in 20 minutes',
      'tomorrow at 2:30 am',
      'next month',
      'the first monday in april',
    ];
    const here = await Promise.all(texts.map((text) => readWhen(text, contextOf('harbor-foot-spine', Date.parse(at)))));
    for (const zone of ['Pacific/Auckland', 'America/Sao_Paulo']) {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', 'tests/recognizing/read-when-child.ts', at, ...texts],
        { env: { ...process.env, TZ: zone } },
      );
      expect(stdout.trim().split('\n')).toEqual(here.map(inShort));
    }
    expect(here.map(inShort)[0]).toBe('2026-12-03 10:00-10:00');
  }, 60_000);
});

const words = fc.constantFrom(
  ...'tomorrow,monday,tues,fridays,weekends,next,last,not,but,or,and,before,after,between,from,to,at,3,25,10:30,4pm,noon,half past,morning,evening,week,december,the 3rd,31 feb,12/03,in,2,days,ago,asap,any,whenever,until,-,!,🙂'.split(
    ',',
  ),
);

it('never throws, and its windows are always well-formed', async () => {
  const texts = fc.oneof(
    fc.array(words, { maxLength: 12 }).map((each) => each.join(' ')),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );
  await fc.assert(
    fc.asyncProperty(texts, fc.boolean(), async (text, known) => {
      const { windows, problem } = await readWhen(text, {
        ...harbor,
        openPeriods: known ? harbor.openPeriods : undefined,
      });
      expect(windows.length).toBeLessThanOrEqual(4);
      if (windows.length === 0) expect(['nothing', 'impossible']).toContain(problem);
      for (const { day, until, weekdays, from, to } of windows) {
        for (const each of [day, until]) if (each !== null) expect(each).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        for (const each of [from, to]) if (each !== null) expect(each).toMatch(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/);
        if (until !== null) expect(day !== null && day < until).toBe(true);
        if (from !== null && to !== null) expect(from <= to).toBe(true);
        expect(weekdays === null || (weekdays.length > 0 && weekdays.every((each) => each >= 0 && each <= 6))).toBe(
          true,
        );
        if (problem === null && day !== null) expect((until ?? day) >= now.day).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);
