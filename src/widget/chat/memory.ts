/** Which conversation this tab is in; never what was said in it. */
export interface Remembered {
  readonly conversationId: string;
  readonly token: string;
}

/** Keeps the conversation over a reload of the tab, and no longer. */
export interface Memory {
  read(): Remembered | null;
  write(remembered: Remembered): void;
  clear(): void;
}

/** The tab's own storage; where the browser refuses it, nothing is kept and a reload starts afresh. */
export function tabMemory(clinic: string, storage: () => Storage = () => sessionStorage): Memory {
  const key = `plumbline:${clinic}`;
  const attempt = <T>(work: (storage: Storage) => T): T | null => {
    try {
      return work(storage());
    } catch {
      return null;
    }
  };
  return {
    read: () => attempt((kept) => readRemembered(kept.getItem(key))),
    write: ({ conversationId, token }) =>
      void attempt((kept) => kept.setItem(key, JSON.stringify({ conversationId, token }))),
    clear: () => void attempt((kept) => kept.removeItem(key)),
  };
}

function readRemembered(kept: string | null): Remembered | null {
  const { conversationId, token } = JSON.parse(kept ?? '{}') as Record<string, unknown>;
  return typeof conversationId === 'string' && typeof token === 'string' ? { conversationId, token } : null;
}
