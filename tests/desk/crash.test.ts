import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { expect, it, onTestFinished } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { standingIn } from '../booking/fhir/clinic.ts';
import { openFhirServer } from '../booking/support/fhir-server.ts';
import { receiver } from '../outbox/support/receiver.ts';
import { type ServerProcess, startServerProcess } from '../support/server.ts';
import { inFrontOf, makeCertificate, writeContent } from './support/clinic-folder.ts';
import { CLINIC, HOOK_SECRET } from './support/clinics.ts';
import { MINUTE, makeAccount } from './support/desk-server.ts';
import { quayFhirWay } from './support/fhir-way.ts';
import { openChat } from './support/visitor-chat.ts';

/** Steps at which the server is killed: before and after each of the first commits from the one with the request on. */
const KILLS = Number(process.env.DESK_KILLS ?? 2);
const LEASE_MS = 61_000;
const DAY = 86_400_000;
const preload = fileURLToPath(new URL('./children/kill-at.ts', import.meta.url));

/** A mail server that bears senders which die in the middle of a mail. */
async function startMailServer(): Promise<{ readonly url: string; readonly mails: readonly string[] }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData: (stream, _session, done) => {
      text(stream).then((raw) => {
        mails.push(raw);
        done();
      }, done);
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails };
}

it.each(['callback', 'fhir'] as const)(
  `kill -9 of the real server at each of ${KILLS} steps: a request by %s exists once, is delivered once by its key, and its visitor is told once`,
  async (kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'desk-crash-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const mail = await startMailServer();
    const web = await receiver();
    const fhir = await openFhirServer();
    onTestFinished(() => fhir.close());
    await fhir.store({ resourceType: 'Schedule', id: '1', actor: [{ reference: 'Practitioner/7' }] });
    for (let hour = 0; hour <= KILLS; hour++) {
      const [start = '', end = ''] = [0, 1].map((more) =>
        new Date(Date.now() + 3 * DAY + (hour + more) * 60 * MINUTE).toISOString(),
      );
      const schedule = { reference: 'Schedule/1' };
      await fhir.store({ resourceType: 'Slot', id: `s${hour}`, schedule, status: 'free', start, end });
    }
    const keys = makeCertificate(folder);
    const way = { ...quayFhirWay, base: `${await inFrontOf(fhir.base, keys)}/fhir` };
    const content = writeContent(folder, {
      booking: [kind === 'fhir' ? way : { way: 'callback' }, { way: 'phone', number: '+1 508 555 0142' }],
      notices: { email: 'desk@quay.example', webhook: { url: await inFrontOf(web.url, keys), secret: 'HOOK' } },
    });
    const file = join(folder, 'plumbline.db');
    const store = await openSqliteStore(file);
    await makeAccount(store, 'kim@quay.example', 'Kim Lee', Date.now());
    await store.close();

    let starts = 0;
    const startServer = (killAt: number): Promise<ServerProcess> =>
      startServerProcess(
        {
          ...{ DATABASE_URL: `file:${file}`, CONTENT_DIR: content, DEFAULT_CLINIC: CLINIC, HOST: '127.0.0.1' },
          ...{ SMTP_URL: mail.url, MAIL_FROM: 'plumbline@quay.example', HOOK: HOOK_SECRET },
          ...{ ALLOW_PRIVATE_ADDRESSES: 'true', NODE_EXTRA_CA_CERTS: keys.certFile },
          KILL_AT: String(killAt),
          CLOCK_AHEAD: String(starts++ * LEASE_MS),
        },
        [preload],
      );

    const conversations = [];
    const killed: number[] = [];
    for (let step = 1; step <= KILLS; step++) {
      // What the last one left is taken up before anybody can connect: that may be where this one ends.
      const server = await startServer(step).catch(() => null);
      if (!server) {
        killed.push(step);
        continue;
      }
      const exited = once(server.child, 'exit').then(() => killed.push(step));
      const chat = await openChat(server.url);
      conversations.push(chat.conversation);
      expect(await chat.fillIn({ contact: `508 555 01${10 + step}` })).toBe('booking.read-back');
      await chat.press('confirm', 'confirms').catch(() => undefined);
      await Promise.race([exited, wait(6_000)]);
      if (!killed.includes(step)) await server.stop('SIGKILL');
    }
    const last = await startServer(0);
    onTestFinished(() => void last.child.kill('SIGKILL'));
    const line = kind === 'fhir' ? 'booking.booked' : 'booking.delivered';
    const references = [];
    for (const conversation of conversations) {
      const chat = await openChat(last.url, conversation);
      await chat.press('confirm', 'confirms');
      await chat.until(line);
      references.push(chat.reference());
    }
    await wait(1_000);
    for (const conversation of conversations) {
      const chat = await openChat(last.url, conversation);
      await chat.until(line);
      const outcome = chat
        .lines()
        .filter((each) => /^booking\.(requested|asked-for-time|delivered|booked|slot-gone)$/.test(each));
      expect(outcome).toEqual([kind === 'fhir' ? 'booking.asked-for-time' : 'booking.requested', line]);
    }
    expect(await last.stop('SIGTERM')).toBe(0);

    const after = await openSqliteStore(file);
    const { rows } = await after.requests({ clinicIds: [CLINIC], limit: 99, offset: 0 });
    await after.close();
    expect(rows.map(({ reference }) => reference).toSorted()).toEqual(references.toSorted());
    expect(rows.every(({ delivery }) => delivery === 'delivered')).toBe(true);
    if (kind === 'fhir') {
      const standing = await standingIn(fhir);
      const ours = standing.flatMap(({ identifier = [] }) => identifier.map(({ value }) => value));
      expect(ours.toSorted()).toEqual(references.toSorted());
      expect(new Set(standing.map(({ slot }) => slot?.[0]?.reference)).size).toBe(standing.length);
    } else {
      expect([...web.taken.keys()].toSorted()).toEqual(references.map((each) => `${each}:notice-webhook`).toSorted());
      const ids = mail.mails.map((raw) => /^message-id: (.*)$/im.exec(raw)?.[1]);
      expect(new Set(ids).size).toBe(references.length);
    }
    console.info(
      `${kind}: killed at steps ${killed}; ${references.length} requests, ${web.posts.length} posts, ${mail.mails.length} mails`,
    );
  },
  60_000 + KILLS * 60_000,
);
