import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createLog } from '../../../src/log.ts';
import type { Reply } from '../../../src/replies/reply.ts';
import { createConsole } from '../../../src/staff/console.ts';
import { firstLink } from '../../../src/staff/first-link.ts';
import { createPasswords } from '../../../src/staff/passwords.ts';
import { beginSession, sessionCookie } from '../../../src/staff/session.ts';
import type { StaffNews } from '../../../src/staff/staff-deps.ts';
import { staffRoutes } from '../../../src/staff/staff-routes.ts';
import type { NewRequest } from '../../../src/store/request-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite-store.ts';
import type { StaffAccount } from '../../../src/store/staff-store.ts';
import type { Store } from '../../../src/store/store.ts';

import { Browser } from './browser.ts';
import { contentOnly } from './content-only.ts';

export const HARBOR = 'harbor-foot-spine';
export const SAKURA = 'sakura-hari';
export const PASSWORD = 'a plumb line hangs straight';
/** A Tuesday, 10:00 in New York. */
export const TUESDAY_MORNING = Date.parse('2026-12-01T15:00:00Z');

const passwords = createPasswords(randomBytes);
let hashed: Promise<string> | undefined;

/** A console on a free port with a real store, a clock that is set by hand, and visitors that keep what they are told. */
export interface ConsoleServer {
  readonly url: string;
  readonly store: Store;
  readonly told: { readonly visitId: string; readonly key: string; readonly news: StaffNews }[];
  /** Makes the next news fail. */
  failTelling(): void;
  readonly clock: { now: number };
  /** What was logged: never a visitor's word. */
  readonly logged: string[];
  makeAccount(changes?: Partial<StaffAccount>): Promise<StaffAccount>;
  /** A browser in which someone with a new account of this kind is signed in. */
  signedIn(changes?: Partial<StaffAccount>): Promise<Browser>;
  request(changes?: Partial<NewRequest> & { clinicId?: string; details?: unknown }): Promise<string>;
  firstLink(): Promise<string | null>;
  close(): Promise<void>;
}

export async function startConsole(given: { publicUrl?: string; file?: string } = {}): Promise<ConsoleServer> {
  const store = await openSqliteStore(given.file ?? ':memory:');
  const clock = { now: TUESDAY_MORNING };
  const told: { visitId: string; key: string; news: StaffNews }[] = [];
  const logged: string[] = [];
  const keep = (...parts: readonly unknown[]): void => void logged.push(JSON.stringify(parts));
  const log = { ...createLog('silent'), info: keep, warn: keep, error: keep, debug: keep };
  let failing = 0;
  let port = 0;
  const publicUrl = (): string => given.publicUrl ?? `http://127.0.0.1:${port}`;
  const deps = {
    store,
    knowledge: contentOnly,
    publicUrl,
    now: () => clock.now,
    log,
    tell: async ({ visitId }: { readonly visitId: string }, key: string, news: StaffNews) => {
      if (failing > 0) {
        failing--;
        throw new Error('the visit could not be written');
      }
      if (told.some((earlier) => earlier.key === key)) return;
      told.push({ visitId, key, news });
    },
  };
  const app = express();
  app.set('trust proxy', true);
  app.use('/staff', staffRoutes(deps));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${port}`;
  let made = 0;

  const makeAccount = async (changes: Partial<StaffAccount> = {}): Promise<StaffAccount> => {
    hashed ??= passwords.hash(PASSWORD);
    const number = ++made;
    const account: StaffAccount = {
      id: `account-${number}`,
      signInName: `person${number}@harbor.example`,
      shownName: `Person ${number}`,
      role: 'front-desk',
      clinicIds: [HARBOR],
      disabled: false,
      password: await hashed,
      createdAt: clock.now,
      ...changes,
    };
    const hash = randomBytes(8).toString('hex');
    await store.invite({
      hash,
      accountId: null,
      first: false,
      role: account.role,
      clinicIds: account.clinicIds,
      expiresAt: clock.now + 1,
    });
    if ((await store.acceptInvitation(hash, account, clock.now)) !== 'accepted') throw new Error('no account was made');
    return account;
  };

  return {
    url,
    store,
    told,
    clock,
    logged,
    failTelling: () => {
      failing = 1;
    },
    makeAccount,
    signedIn: async (changes) => {
      const { id } = await makeAccount(changes);
      const browser = new Browser(url);
      browser.cookies.set(sessionCookie(publicUrl()).name, await beginSession(createConsole(deps), id));
      await browser.get('/staff/account');
      return browser;
    },
    request: async ({ clinicId = HARBOR, ...changes } = {}) => {
      const number = ++made;
      const reference = changes.reference ?? `REQ-${String(number).padStart(3, '0')}`;
      await store.commit(
        commitOf(clinicId, clock.now, {
          reference,
          kind: 'callback',
          twin: reference,
          details: visitorDetails,
          ...changes,
        }),
      );
      return reference;
    },
    firstLink: () => firstLink(deps),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await store.close();
    },
  };
}

/** What a visitor left. */
export const visitorDetails = {
  name: 'Ada Ruiz',
  phone: '+15085550142',
  email: 'ada@mail.example',
  windows: [{ start: TUESDAY_MORNING + 7_200_000, end: TUESDAY_MORNING + 10_800_000 }],
  reason: 'heel-pain',
  place: 'harbor-street',
  urgency: 'none',
  language: 'en',
};

/** The visit in which a request was made. */
export const visitOf = (reference: string): string => `web/${reference}`;

function commitOf(clinicId: string, now: number, request: NewRequest): Parameters<Store['commit']>[0] {
  const visitId = visitOf(request.reference);
  const reply: Reply = {
    id: `reply-${request.reference}`,
    kind: 'plain',
    heading: null,
    text: 'I have told the clinic.',
    links: [],
    options: [],
    about: null,
    lines: ['hand-off.requested'],
    urgency: 'none',
    answer: null,
  };
  return {
    ...{ visitId, clinicId, revision: 0, state: {}, keys: [`key-${request.reference}`], answers: null },
    ...{ replies: [reply], outbox: [], requests: [request], withdraw: [], keep: null, miss: null },
    ...{ audit: {}, forget: false, now },
  };
}
