const OPENS_MS = 8_000;
const KEEP_ALIVE_MS = 20_000;
/** A clock that skipped so long means that the machine slept: its socket may be dead and not know it. */
const SLEPT_MS = 60_000;

/** A socket that brings what is said. */
export interface Stream {
  readonly isOpen: boolean;
  /** Resolves when a socket that was open ends; rejects when it never opened. */
  readonly ended: Promise<void>;
  /** Ends it without a goodbye, for a dead line does not answer one. */
  drop(): void;
}

/** What a stream tells: that it is open, and each frame that is JSON. */
export interface StreamListener {
  opened(): void;
  frame(json: unknown): void;
}

/** Opens a stream, and keeps it alive. */
export function openStream(url: string, { opened, frame }: StreamListener): Stream {
  const socket = new WebSocket(url);
  let wasOpen = false;
  let end = (): void => {};
  const drop = (): void => {
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    end();
  };
  let ticked = Date.now();
  const tooLate = setTimeout(drop, OPENS_MS);
  const keepAlive = setInterval(() => {
    if (Date.now() - ticked > SLEPT_MS) return drop();
    ticked = Date.now();
    if (socket.readyState === WebSocket.OPEN) socket.send('');
  }, KEEP_ALIVE_MS);
  const ended = new Promise<void>((resolve, reject) => {
    end = () => {
      clearTimeout(tooLate);
      clearInterval(keepAlive);
      if (wasOpen) resolve();
      else reject(new Error('the stream did not open'));
    };
  });
  socket.onopen = () => {
    wasOpen = true;
    clearTimeout(tooLate);
    opened();
  };
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string' && data) frame(parsed(data));
  };
  socket.onclose = end;
  return {
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    ended,
    drop,
  };
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
