import type { DirectLineActivity } from '../render-direct-line.ts';

/** Something said while the store could not keep it. `at` grows within a visit. */
export interface Aside {
  readonly at: number;
  readonly activity: DirectLineActivity;
}

const PER_VISIT = 20;
const VISITS = 500;
const KEPT_MS = 10 * 60_000;

/** What was said while the store was down, kept in memory for clients that poll or reconnect: a few lines of a few visits, for minutes. */
export class Asides {
  readonly #visits = new Map<string, readonly Aside[]>();
  readonly #now: () => number;
  constructor(now: () => number) {
    this.#now = now;
  }

  add(visitId: string, activities: readonly DirectLineActivity[]): void {
    const kept = [...this.of(visitId)];
    for (const activity of activities) kept.push({ at: Math.max(this.#now(), (kept.at(-1)?.at ?? 0) + 1), activity });
    this.#visits.delete(visitId);
    this.#visits.set(visitId, kept.slice(-PER_VISIT));
    const [oldest] = this.#visits.keys();
    if (this.#visits.size > VISITS && oldest !== undefined) this.#visits.delete(oldest);
  }

  /** Oldest first. */
  of(visitId: string): readonly Aside[] {
    const asides = this.#visits.get(visitId) ?? [];
    if (asides.every(({ at }) => at > this.#now() - KEPT_MS)) return asides;
    this.#visits.delete(visitId);
    const fresh = asides.filter(({ at }) => at > this.#now() - KEPT_MS);
    if (fresh.length > 0) this.#visits.set(visitId, fresh);
    return fresh;
  }
}
