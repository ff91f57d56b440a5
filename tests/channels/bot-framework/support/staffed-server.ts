import { createLog } from '../../../../src/log.ts';
import { createConsole } from '../../../../src/staff/console.ts';
import { beginSession, sessionCookie } from '../../../../src/staff/session.ts';
import { openSqliteStore } from '../../../../src/store/sqlite-store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { Browser } from '../../../staff/support/browser.ts';
import { contentOnly } from '../../../staff/support/content-only.ts';
import { tempFile } from '../../../store/temp-folder.ts';
import { type ServerProcess, startServerProcess } from '../../../support/server.ts';
import { TUESDAY_MORNING } from '../../../support/visitor.ts';
import { HARBOR } from './told-door.ts';

/** A database with one account, of Dana Roe at Harbor Foot & Spine, and real servers on it while that clinic is open. */
export interface StaffedServer {
  readonly store: Store;
  start(): Promise<ServerProcess>;
  /** A browser in which Dana Roe is signed in. */
  signedIn(url: string): Promise<Browser>;
  /** The reference of what was last asked of the clinic. */
  lastRequest(): Promise<string>;
}

export async function staffedServer(): Promise<StaffedServer> {
  const file = tempFile();
  const store = await openSqliteStore(file);
  const ahead = TUESDAY_MORNING - Date.now();
  const now = (): number => Date.now() + ahead;
  const clock = encodeURIComponent(`const real = Date.now; Date.now = () => real() + ${ahead};`);
  const account = { id: 'dana', signInName: 'dana@harbor.example', shownName: 'Dana Roe', disabled: false };
  const may = { role: 'front-desk', clinicIds: [HARBOR] } as const;
  await store.invite({ hash: 'h', accountId: null, first: false, expiresAt: now() + 9_000, ...may });
  await store.acceptInvitation('h', { ...account, ...may, password: 'none', createdAt: now() }, now());
  return {
    store,
    start: () =>
      startServerProcess({
        DATABASE_URL: `file:${file}`,
        ALLOW_ANONYMOUS_ACTIVITIES: 'true',
        NODE_OPTIONS: `--import=data:text/javascript,${clock}`,
      }),
    signedIn: async (url) => {
      const browser = new Browser(url);
      const deps = { store, knowledge: contentOnly, publicUrl: () => url, now, tell: async () => {} };
      const console = createConsole({ ...deps, log: createLog('silent') });
      browser.cookies.set(sessionCookie(url).name, await beginSession(console, account.id));
      return browser;
    },
    lastRequest: async () => {
      const [request] = (await store.requests({ clinicIds: [HARBOR], limit: 1, offset: 0 })).rows;
      if (!request) throw new Error('nothing was asked of the clinic');
      return request.reference;
    },
  };
}
