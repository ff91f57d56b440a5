/** More work waits than can be done in a reasonable time; ask again in a few seconds. */
export class TooBusy extends Error {
  constructor() {
    super('too much work is waiting; try again in a few seconds');
    this.name = 'TooBusy';
  }
}

/** Runs at most `atOnce` pieces of work side by side; up to `waiting` more wait in order, others fail with TooBusy. */
export function limitWork(atOnce: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free--;
    else if (queue.length >= waiting) throw new TooBusy();
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free++;
    }
  };
}
