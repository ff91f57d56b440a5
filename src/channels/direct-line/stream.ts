import type { WebSocket } from 'ws';
import type { DirectLineActivity } from '../render-direct-line.ts';
import type { Page } from './read-page.ts';
import { type Place, writeWatermark } from './watermark.ts';

/** One open socket. */
export interface Stream {
  /** Sends what the client lacks. False when the store could not be read. */
  catchUp(): Promise<boolean>;
  /** Sends something that is not part of the log, unless the client is slow. */
  mention(activity: DirectLineActivity): void;
}

/** Bytes that may wait for a slow client before it gets no more. */
const WAITING = 256 * 1024;

/** Reads pages from `from` on and sends each once, in order, however often it is woken. */
export function createStream(socket: WebSocket, from: Place, read: (after: Place) => Promise<Page>): Stream {
  let place = from;
  let running: Promise<boolean> | null = null;
  let again = false;

  async function sendPages(): Promise<boolean> {
    try {
      let stored = true;
      while (again && socket.readyState === socket.OPEN) {
        again = false;
        const page = await read(place);
        ({ place, stored } = page);
        if (page.activities.length > 0) await send(page.activities);
        again ||= page.more;
      }
      return stored;
    } catch {
      return false;
    } finally {
      running = null;
    }
  }

  /** Waits for a slow client, so that a replay never piles up in memory. */
  function send(activities: readonly DirectLineActivity[]): Promise<void> {
    return new Promise((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      socket.send(JSON.stringify({ activities, watermark: writeWatermark(place) }), () => resolve());
      if (socket.bufferedAmount < WAITING) resolve();
    });
  }

  return {
    catchUp: () => {
      again = true;
      running ??= sendPages();
      return running;
    },
    mention: (activity) => {
      if (socket.bufferedAmount < WAITING) void send([activity]);
    },
  };
}
