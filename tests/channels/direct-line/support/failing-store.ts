import { openSqliteStore } from '../../../../src/store/sqlite-store.ts';
import type { Store } from '../../../../src/store/store.ts';

/** A store of which any part can be taken down, and brought back. */
export async function failingStore(): Promise<{ store: Store; down: Set<keyof Store>; all(): void }> {
  const real = await openSqliteStore(':memory:');
  const down = new Set<keyof Store>();
  const store = new Proxy(real, {
    get: (target, name: keyof Store) =>
      down.has(name) ? () => Promise.reject(new Error('the database is down')) : target[name],
  });
  const all = (): void => {
    for (const name of Object.keys(real) as (keyof Store)[]) down.add(name);
  };
  return { store, down, all };
}
