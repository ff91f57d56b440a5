import { ConfigFaults } from '../config.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';

/** Opens the store that DATABASE_URL names. Throws ConfigFaults for one that this version does not know. */
export async function openStore(databaseUrl: string): Promise<Store> {
  const file = /^file:(.+)$/.exec(databaseUrl)?.[1];
  if (file === undefined) throw new ConfigFaults(['DATABASE_URL: only file:… (SQLite) is there in this version']);
  return openSqliteStore(file);
}
