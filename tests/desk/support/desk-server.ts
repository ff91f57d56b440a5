import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { type ClinicSystems, clinicSystems } from '../../../src/booking/clinic-systems.ts';
import type { Tell } from '../../../src/booking/settle-request.ts';
import { startDesk } from '../../../src/booking/start-desk.ts';
import { readConfig } from '../../../src/config.ts';
import type { Clinic } from '../../../src/content/clinic-schema.ts';
import { createLog } from '../../../src/log.ts';
import type { Outbox } from '../../../src/outbox/run-outbox.ts';
import { emailSender } from '../../../src/outbox/send-email.ts';
import { createPasswords } from '../../../src/staff/passwords.ts';
import { openSqliteStore } from '../../../src/store/sqlite-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { tellVisit } from '../../../src/turn/tell-visit.ts';
import { Browser } from '../../staff/support/browser.ts';
import { tempFile } from '../../store/temp-folder.ts';
import { CLINIC, HOOK_SECRET, knowledgeWith, quayClinic } from './clinics.ts';

/** A Tuesday, 10:00 in New York: the clinic is open. */
export const TUESDAY_MORNING = Date.parse('2026-12-01T15:00:00Z');
export const MINUTE = 60_000;
export const PASSWORD = 'a plumb line hangs straight';

/** The whole server with its desk, a store in a file, and a clock that runs and can be put forward. */
export interface DeskServer {
  readonly url: string;
  readonly store: Store;
  readonly desk: Outbox;
  readonly systems: ClinicSystems;
  readonly now: () => number;
  /** Puts the clock forward and has the desk look. */
  forward(ms: number): void;
  /** Makes an account of the front desk, and gives a browser that is signed in. */
  frontDesk(shownName?: string): Promise<Browser>;
}

/** Starts one for the made-up clinic until the test ends; `smtpUrl` null: no e-mail is sent. `environment`: of its configuration. */
export async function startDeskServer(
  changes: Partial<Clinic>,
  {
    smtpUrl = null,
    environment = {},
  }: { readonly smtpUrl?: string | null; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<DeskServer> {
  let ahead = TUESDAY_MORNING - Date.now();
  const now = (): number => Date.now() + ahead;
  const log = createLog('silent');
  const store = await openSqliteStore(tempFile());
  const knowledge = knowledgeWith(quayClinic(changes));
  const clinics = () => knowledge.content.clinics;
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publicUrl = (): string => url;

  const reach = { allowPrivate: false, allowLoopbackHttp: true };
  const around = { environment: { HOOK: HOOK_SECRET }, reach, now, random: Math.random, log };
  const systems = clinicSystems({ clinics, newId: randomUUID, ...around });
  const turn = { knowledge: () => knowledge, store, slots: systems.slots, wake: () => desk.wake(), now, log };
  const tell: Tell = async (visit, key, news) => {
    if (await tellVisit(visit, key, news, turn)) app.show(visit.visitId);
  };
  const email = smtpUrl === null ? null : emailSender({ smtpUrl, from: 'plumbline@quay.example', silenceMs: 500 });
  const desk = startDesk({
    ...{ store, systems, clinics, clinic: (id: string) => clinics().get(id), publicUrl, email, tell, ...around },
    say: (...work) => app.say(...work),
    askHub: (...work) => app.askHub(...work),
    every: 20,
  });
  const config = readConfig({ DEFAULT_CLINIC: CLINIC, ...environment });
  const app = createApp({ config, turn, publicUrl, tokenSecret: randomBytes(32), staff: { store, tell } });
  server.on('request', app.express);
  app.attach(server);

  onTestFinished(async () => {
    await app.close();
    await desk.close();
    systems.close();
    email?.close();
    server.closeAllConnections();
    server.close();
    await store.close();
  });
  return {
    ...{ url, store, desk, systems, now },
    forward: (ms) => {
      ahead += ms;
      desk.wake();
    },
    frontDesk: async (shownName = 'Kim Lee') => {
      const signInName = `${shownName.split(' ')[0]?.toLowerCase()}@quay.example`;
      await makeAccount(store, signInName, shownName, now());
      const browser = new Browser(url);
      await browser.get('/staff/sign-in');
      await browser.post('/staff/sign-in', { signInName, password: PASSWORD });
      await browser.get('/staff/account');
      return browser;
    },
  };
}

let hashed: Promise<string> | undefined;

/** An account of the front desk, as a one-time link makes it. */
export async function makeAccount(
  store: Store,
  signInName: string,
  shownName: string,
  now: number,
  clinicIds: readonly string[] = [CLINIC],
): Promise<void> {
  hashed ??= createPasswords(randomBytes).hash(PASSWORD);
  const password = await hashed;
  const role = 'front-desk' as const;
  const hash = randomBytes(8).toString('hex');
  await store.invite({ hash, accountId: null, first: false, role, clinicIds, expiresAt: now + MINUTE });
  const account = {
    ...{ id: signInName, signInName, shownName, role, clinicIds, disabled: false, password, createdAt: now },
  };
  if ((await store.acceptInvitation(hash, account, now)) !== 'accepted') throw new Error('no account was made');
}
