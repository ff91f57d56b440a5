import { type Remembered, readRemembered } from './memory.ts';

/** The tabs of one browser that show one clinic's chat: they share a conversation, and nothing is stored for it. */
export interface Tabs {
  /** The conversation of another tab; null when there is none. */
  ask(): Promise<Remembered | null>;
  /** This tab has a conversation to share. */
  share(): void;
  /** All tabs leave at once. */
  leave(): void;
}

/** A tab that sleeps may not answer. */
const ANSWER_MS = 400;

/** `own` is this tab's conversation; `left` is called when another tab leaves at once. */
export function openTabs(clinic: string, own: () => Remembered | null, left: () => void): Tabs {
  const name = `plumbline:${clinic}`;
  const { locks } = navigator;
  const channel = openChannel(name);
  if (!channel || !locks) return { ask: async () => null, share() {}, leave() {} };
  let shares = false;
  const hold = (): void => {
    locks.request(name, { mode: 'shared' }, () => new Promise(() => {})).catch(() => {});
  };
  // WebKit lets go of it while it keeps the page for going back.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && shares) hold();
  });
  channel.addEventListener('message', ({ data }) => {
    if (data === 'leave') left();
    const mine = data === 'ask' ? own() : null;
    if (mine) channel.postMessage(mine);
  });
  return {
    ask: async () => {
      const { held = [] } = await locks.query();
      if (!held.some((lock) => lock.name === name)) return null;
      return new Promise((resolve) => {
        setTimeout(() => resolve(null), ANSWER_MS);
        channel.addEventListener('message', ({ data }) => {
          const remembered = readRemembered(data);
          if (remembered) resolve(remembered);
        });
        channel.postMessage('ask');
      });
    },
    share: () => {
      if (shares) return;
      shares = true;
      hold();
    },
    leave: () => channel.postMessage('leave'),
  };
}

/** Null where the browser has none, or refuses it as it refuses storage. */
function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
