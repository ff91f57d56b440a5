/** Runs what belongs to one visit one after the other; different visits at the same time. */
export class VisitChain {
  readonly #visits = new Map<string, { waiting: number; last: Promise<void> }>();
  readonly #patience: number;
  readonly #most: number;

  /** The next task starts after `patience` milliseconds at the latest, so that one that hangs holds nobody up. `most` may wait per visit. */
  constructor(patience: number, most: number) {
    this.#patience = patience;
    this.#most = most;
  }

  /** Settles with the task, which must not reject. */
  run(visitId: string, task: () => Promise<void>): Promise<void> {
    const visit = this.#visits.get(visitId) ?? { waiting: 0, last: Promise.resolve() };
    this.#visits.set(visitId, visit);
    visit.waiting++;
    return new Promise((settled) => {
      visit.last = visit.last
        .then(() => {
          const done = task();
          void done.then(settled);
          return this.#patiently(done);
        })
        .then(() => {
          visit.waiting--;
          if (visit.waiting === 0) this.#visits.delete(visitId);
        });
    });
  }

  /** Settles when the visit has room for one more task: a flood waits with its senders, not here. */
  async room(visitId: string): Promise<void> {
    for (let visit = this.#visits.get(visitId); visit && visit.waiting >= this.#most; ) {
      await visit.last;
      visit = this.#visits.get(visitId);
    }
  }

  /** Settles when nothing runs. */
  async idle(): Promise<void> {
    while (this.#visits.size > 0) await Promise.all([...this.#visits.values()].map(({ last }) => last));
  }

  get size(): number {
    return this.#visits.size;
  }

  #patiently(done: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#patience);
      void done.then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
