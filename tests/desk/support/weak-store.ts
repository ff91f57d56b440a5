import type { Store } from '../../../src/store/store.ts';

/** What befalls one call of a store: it fails, before or after its work was done, or the process is lost there. */
export interface Mishap {
  /** Which call, counted from 1 over all that a desk asks. */
  readonly call: number;
  readonly when: 'before' | 'after';
  readonly does: 'fails' | 'is lost';
}

/** A store as one process sees it. */
export interface WeakStore {
  readonly store: Store;
  /** Settles when the process is lost: nothing that it asks is done from then on. */
  readonly lost: Promise<void>;
  lose(): void;
}

/** A store whose calls, counted by `count`, meet the mishaps told. */
export function weakStore(store: Store, mishaps: readonly Mishap[], count: () => number): WeakStore {
  let isLost = false;
  let tell: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const lose = (): void => {
    isLost = true;
    tell();
  };
  const never = new Promise<never>(() => undefined);
  const meet = (found: Mishap | undefined, when: Mishap['when']): Promise<never> | undefined => {
    if (isLost) return never;
    if (found?.when !== when) return undefined;
    if (found.does === 'fails') return Promise.reject(new Error('the disk failed'));
    lose();
    return never;
  };
  const seen = new Proxy(store, {
    get: (target, name: keyof Store) => {
      const work: unknown = Reflect.get(target, name);
      if (typeof work !== 'function') return work;
      return async (...given: unknown[]): Promise<unknown> => {
        const call = count();
        const found = mishaps.find((each) => each.call === call);
        await meet(found, 'before');
        const result: unknown = await Reflect.apply(work, target, given);
        await meet(found, 'after');
        return result;
      };
    },
  });
  return { store: seen, lost, lose };
}
