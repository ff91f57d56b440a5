import { openSqliteStore } from '../../../../src/store/sqlite-store.ts';
import type { VisitStore } from '../../../../src/store/visit-store.ts';

/** A store of which any part can be taken down, and brought back. */
export async function failingStore(): Promise<{ store: VisitStore; down: Set<keyof VisitStore>; all(): void }> {
  const real = await openSqliteStore(':memory:');
  const down = new Set<keyof VisitStore>();
  const store = new Proxy(real, {
    get: (target, name: keyof VisitStore) =>
      down.has(name) ? () => Promise.reject(new Error('the database is down')) : target[name],
  });
  const all = (): void => {
    for (const name of Object.keys(real) as (keyof VisitStore)[]) down.add(name);
  };
  return { store, down, all };
}
