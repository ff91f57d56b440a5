import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { checkConfiguration } from '../../src/tools/doctor/check-configuration.ts';
import { checkContent } from '../../src/tools/doctor/check-content.ts';
import { checkNotices } from '../../src/tools/doctor/check-notices.ts';
import { examine } from '../../src/tools/doctor/examine.ts';
import { fine } from '../../src/tools/doctor/finding.ts';
import { isInvented } from '../../src/tools/doctor/invented.ts';
import { reportFindings } from '../../src/tools/doctor/report.ts';
import { checks, runChecks } from '../../src/tools/doctor/run-checks.ts';
import { contentOf, examined, NOW, realClinic, said } from './support/examined.ts';

function folder(files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'plumbline-doctor-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text, { mode: 0o600 });
  return path;
}
const clock = { now: () => NOW, newId: () => 'id' };

describe('what is wrong in the environment', () => {
  it('is listed whole, and hides nothing else', () => {
    const environment = {
      PORT: 'many',
      SMTP_URL: 'smtp://mail.example',
      HOST: '0.0.0.0',
      DEFAULT_CLINIC: 'sakura-hari',
    };
    const { config, configFaults } = examine({ folder: '.', environment, ...clock });
    expect(configFaults).toEqual([expect.stringMatching(/^PORT/), expect.stringMatching(/^SMTP_URL and MAIL_FROM/)]);
    expect(config).toMatchObject({ port: 3978, mail: null, host: '0.0.0.0', defaultClinic: 'sakura-hari' });
  });

  it('is a name that nothing reads, or a file that all can read', async () => {
    const place = folder({ '.env.example': 'PORT=1\n', '.env': 'PORT=2\nPROT=3\nQUAY_SECRET=4\n' });
    const quay = realClinic({ notices: { webhook: { url: 'https://desk.localhost/', secret: 'QUAY_SECRET' } } });
    const look = () => said(checkConfiguration, examined({}, { folder: place }, [quay]));
    expect(await look()).toEqual([expect.stringContaining('PROT')]);
    chmodSync(join(place, '.env'), 0o644);
    expect(await look()).toEqual([expect.stringContaining('PROT'), expect.stringContaining('other accounts')]);
  });

  it.each([
    [{}, 'warning: ALLOW_ANONYMOUS_ACTIVITIES is true.'],
    [{ NODE_ENV: 'production' }, 'fault: ALLOW_ANONYMOUS_ACTIVITIES is true on a server that is in use.'],
    [
      { PUBLIC_URL: 'https://chat.example', TRUST_PROXY: 'true' },
      'fault: ALLOW_ANONYMOUS_ACTIVITIES is true on a server that is in use.',
    ],
  ])('is a door without a lock, with %o', async (parts, expected) => {
    expect(await said(checkConfiguration, examined({ ALLOW_ANONYMOUS_ACTIVITIES: 'true', ...parts }))).toEqual([
      expected,
    ]);
  });

  it('is a proxy that hides who asks', async () => {
    const environment = { PUBLIC_URL: 'https://chat.example' };
    expect(await said(checkConfiguration, examined(environment))).toEqual([expect.stringContaining('TRUST_PROXY')]);
    expect(await said(checkConfiguration, examined({ ...environment, TRUST_PROXY: 'true' }))).toEqual([
      'fine: The environment can be used.',
    ]);
  });
});

describe('content', () => {
  it('that does not load is said once; what hangs on it is not checked', async () => {
    const broken = examine({ folder: '.', environment: { CONTENT_DIR: folder({ 'sources.yaml': '- ?' }) }, ...clock });
    const found = await runChecks(broken, { content: checkContent, notices: checkNotices });
    expect(found.map(({ check, level }) => `${check} ${level}`)).toEqual(['content fault', 'notices warning']);
    const missing = examine({ folder: '.', environment: { CONTENT_DIR: '/nowhere' }, ...clock });
    expect(missing.contentFaults).toEqual([expect.stringContaining('/nowhere')]);
  });

  it('as shipped is pending, invented and unsigned, and expires', async () => {
    const now = await said(checkContent, examined({}, { now: () => Date.parse('2026-12-01') }));
    expect(now).toEqual([
      expect.stringMatching(/^warning: \d+ of \d+ .* wait for a clinician/),
      expect.stringContaining('555-01xx numbers are in: capital-podiatry, firm-ground, garden-spine'),
      expect.stringContaining('No reviewing clinician is named for: capital-podiatry'),
    ]);
    const later = await said(checkContent, examined({}, { now: () => Date.parse('2031-01-01') }));
    expect(later).toEqual(expect.arrayContaining([expect.stringContaining('has expired')]));
    expect(later).toEqual(expect.arrayContaining([expect.stringMatching(/emergency numbers of .*US/)]));
  });

  it('must have the default clinic', async () => {
    const found = await said(checkContent, examined({ DEFAULT_CLINIC: 'nowhere' }));
    expect(found[0]).toBe('fault: DEFAULT_CLINIC names "nowhere", and there is no such clinic.');
  });

  it.each([
    [true, { email: 'desk@harbor.example' }],
    [true, { page: 'https://example.com/contact' }],
    [true, { phones: [{ label: 'Desk', number: '+1 508 555 0142' }] }],
    [true, { origins: ['https://harbor.test'] }],
    [false, { email: 'desk@examples.localhost', phones: [{ label: 'Desk', number: '+1 508 554 0142' }] }],
  ])('invented: %s, with %o', (expected, parts) => {
    expect(isInvented(realClinic(parts))).toBe(expected);
  });
});

describe('what clinics name', () => {
  const notices = { webhook: { url: 'https://10.0.0.9/', secret: 'HOOK' }, slack: 'SLACK_DESK' };

  it('is there and can be used, or is a fault', async () => {
    const quay = realClinic({ notices });
    const reach = { allowPrivate: false, allowLoopbackHttp: false };
    const look = (environment: Record<string, string>, allowPrivate = true) =>
      said(checkNotices, examined(environment, { reach: { ...reach, allowPrivate } }, [quay]));
    expect(await look({ HOOK: 'a', SLACK_DESK: 'https://hooks.localhost/1' })).toEqual([
      expect.stringMatching(/^fine/),
    ]);
    expect(await look({ SLACK_DESK: 'hooks.localhost/1' }, false)).toEqual([
      expect.stringMatching(/^fault: HOOK is not set; quay/),
      expect.stringMatching(/^fault: SLACK_DESK, the Slack channel of quay, is not an https/),
      expect.stringMatching(/^fault: The webhook of quay is at a private address/),
    ]);
  });

  it('is a bot and an open chat, when staff are told in one', async () => {
    const quay = realClinic({ notices: { 'staff-chat': true } });
    const file = join(folder(), 'plumbline.db');
    const look = (bot: object) => said(checkNotices, examined({ DATABASE_URL: `file:${file}`, ...bot }, {}, [quay]));
    const bot = { BOT_APP_ID: 'id', BOT_APP_PASSWORD: 'p', BOT_TENANT_IDS: 't' };
    expect(await look({})).toEqual([expect.stringMatching(/^fault: quay .* there is no bot/)]);
    expect(await look(bot)).toEqual([expect.stringMatching(/^fault: quay .* no chat takes them/)]);
    const store = await openSqliteStore(file);
    await store.keepChatCode({ hash: 'h', clinicId: 'quay', expiresAt: 2 }, 1);
    expect(await look(bot)).toEqual([expect.stringMatching(/no chat takes them/)]);
    await store.openStaffChat('h', { id: 'one', team: null, address: {} }, 1);
    await store.close();
    expect(await look(bot)).toEqual([expect.stringMatching(/^fine/)]);
  });

  it('is a warning only for a clinic that is invented', async () => {
    const harbor = realClinic({ notices, email: 'desk@harbor.example' });
    for (const line of await said(checkNotices, examined({}, {}, [harbor]))) expect(line).toMatch(/^warning/);
  });
});

describe('the run', () => {
  it('goes on when a check fails or hangs, and says so in time', async () => {
    const started = performance.now();
    const found = await runChecks(
      examined(),
      {
        throws: () => Promise.reject(new Error('the disk is gone')),
        hangs: () => wait(60_000, [], { ref: false }),
        works: async () => [fine('Well.')],
      },
      150,
    );
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(found.map(({ check, level, what }) => `${check} ${level} ${what}`)).toEqual([
      'throws fault It could not be checked: the disk is gone.',
      'hangs fault It could not be checked: no answer within 150 ms.',
      'works fine Well.',
    ]);
  });

  it('strikes out every secret, whoever says it', async () => {
    const environment = {
      BOT_APP_PASSWORD: 'bot-pass-1',
      SMTP_URL: 'smtp://someone:p%40ssword@mail.example:587',
      MAIL_FROM: 'desk@harbor.example',
      HOOK: 'hook-secret-1',
      DIRECT_LINE_SECRETS: 'quay=line-secret-1',
    };
    const quay = realClinic({ notices: { webhook: { url: 'https://desk.localhost/', secret: 'HOOK' } } });
    const leak = async () => {
      throw new Error(`${Object.values(environment).join(' ')} p@ssword line-secret-1`);
    };
    const [found] = await runChecks(examined(environment, { content: contentOf(quay) }), { leak });
    expect(found?.what).not.toMatch(/bot-pass|ssword|hook-secret|line-secret/);
    expect(found?.what).toContain('desk@harbor.example');
  });

  it('is not stopped by a password that is no address part', async () => {
    const environment = { SMTP_URL: 'smtp://sam:100%right@mail.example', MAIL_FROM: 'desk@harbor.example' };
    const leak = () => Promise.reject(new Error('it was 100%right'));
    const [found] = await runChecks(examined(environment), { leak });
    expect(found?.what).toBe('It could not be checked: it was [secret].');
  });

  it('tells of every fault why it matters and what to do', async () => {
    const found = await runChecks(examined({ BOT_APP_ID: 'a', DATABASE_URL: 'postgres://db.localhost/x' }), {
      'azure bot': checks['azure bot'] ?? (() => Promise.resolve([])),
      database: checks.database ?? (() => Promise.resolve([])),
    });
    expect(reportFindings(found)).toMatchInlineSnapshot(`
      "BAD   azure bot       BOT_APP_PASSWORD is not set, though BOT_APP_ID is.
                            why: Teams and Slack get no replies.
                            do:  Set both, or neither (docs/setup-azure-bot.md).
      BAD   database        DATABASE_URL is not an SQLite file.
                            why: Only file:… is there in this version; the server does not start.
                            do:  Set DATABASE_URL=file:./data/plumbline.db.

      faults: 2, warnings: 0"
    `);
  });
});
