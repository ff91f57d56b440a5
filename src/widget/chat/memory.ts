/** Which conversation this tab is in. `user` is whom the token speaks for, where the server told. */
export interface Remembered {
  readonly conversationId: string;
  readonly token: string;
  readonly user: string | null;
}

/** A message on its way; by its `clientId` the server knows it again when it is sent twice. */
export interface Outgoing {
  readonly clientId: string;
  readonly text: string;
}

/** What was written and has not reached the server. */
export interface Unsent {
  readonly draft: string;
  readonly waiting: readonly Outgoing[];
}

/** Keeps the conversation over a reload of the tab, and no longer. What was said is never kept. */
export interface Memory {
  read(): Remembered | null;
  write(remembered: Remembered): void;
  /** For the moment of the reload only: taking it removes it. */
  keepUnsent(unsent: Unsent): void;
  takeUnsent(): Unsent;
  clear(): void;
}

/** The tab's own storage; where the browser refuses it, nothing is kept and a reload starts afresh. */
export function tabMemory(clinic: string, storage: () => Storage = () => sessionStorage): Memory {
  const key = `plumbline:${clinic}`;
  const unsentKey = `${key}:unsent`;
  const attempt = <T>(work: (storage: Storage) => T): T | null => {
    try {
      return work(storage());
    } catch {
      return null;
    }
  };
  return {
    read: () => attempt((kept) => readRemembered(JSON.parse(kept.getItem(key) ?? '{}'))),
    write: (remembered) => void attempt((kept) => kept.setItem(key, JSON.stringify(remembered))),
    keepUnsent: (unsent) =>
      void attempt((kept) => {
        if (unsent.draft || unsent.waiting.length > 0) kept.setItem(unsentKey, JSON.stringify(unsent));
      }),
    takeUnsent: () => {
      const unsent = attempt((kept) => readUnsent(JSON.parse(kept.getItem(unsentKey) ?? '{}')));
      attempt((kept) => kept.removeItem(unsentKey));
      return unsent ?? { draft: '', waiting: [] };
    },
    clear: () =>
      void attempt((kept) => {
        kept.removeItem(key);
        kept.removeItem(unsentKey);
      }),
  };
}

/** Reads what a tab remembered. Null when it is not that. */
export function readRemembered(kept: unknown): Remembered | null {
  const { conversationId, token, user } = Object(kept) as Record<string, unknown>;
  if (typeof conversationId !== 'string' || typeof token !== 'string') return null;
  return { conversationId, token, user: typeof user === 'string' ? user : null };
}

function readUnsent(kept: unknown): Unsent {
  const { draft, waiting } = Object(kept) as Record<string, unknown>;
  const isOutgoing = (each: unknown): each is Outgoing =>
    typeof Object(each).clientId === 'string' && typeof Object(each).text === 'string';
  return {
    draft: typeof draft === 'string' ? draft : '',
    waiting: Array.isArray(waiting) ? waiting.filter(isOutgoing) : [],
  };
}
