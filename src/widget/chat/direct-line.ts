import { backoff } from './backoff.ts';
import type { Memory, Outgoing, Remembered } from './memory.ts';
import { type Opened, readFrame, readOpened, type Said } from './protocol.ts';
import { Refused, request } from './request.ts';
import { openStream, type Stream } from './stream.ts';
import type { Tabs } from './tabs.ts';

/** What the page is told. */
export interface Listener {
  /** `offline` as soon as the server cannot be reached. */
  state(state: 'connecting' | 'online' | 'offline'): void;
  /** `replayed` when it was said before the page was loaded. */
  said(said: Said, replayed: boolean): void;
  typing(): void;
  delivered(clientId: string): void;
  /** The message waits for the connection, or will never go out. */
  held(clientId: string, final: boolean): void;
  /** The earlier conversation has ended; a new one begins. */
  afresh(): void;
}

/** Where the service is, and the end-point that gives a token for a new conversation: ours, or one that holds the secret of another's. */
export interface Service {
  readonly base: string;
  readonly tokens: string;
}

/** What the client is built from; `random` is for tests. */
export interface DirectLineDeps {
  readonly clinic: string;
  readonly service: Service;
  readonly memory: Memory;
  readonly tabs: Tabs;
  readonly listener: Listener;
  readonly random?: () => number;
}

const ECHO_MS = 10_000;
const POLL_MS = 1_500;
const REPLAY_MS = 2_500;
const REFRESH_MS = 15 * 60_000;
/** So many sockets may fail to open before we poll instead. */
const SOCKET_TRIES = 2;

/** One conversation over Direct Line 3.0, kept up through lost sockets, restarts and expired tokens. */
export class DirectLine {
  readonly #clinic: string;
  readonly #service: Service;
  readonly #memory: Memory;
  readonly #tabs: Tabs;
  readonly #listener: Listener;
  readonly #random: () => number;
  readonly #waiting: Outgoing[] = [];
  #conversation: Remembered | null;
  #restored: boolean;
  #gone: string | null = null;
  #watermark = '';
  #stream: Stream | null = null;
  #socketFaults = 0;
  #attempt = 0;
  #sending = false;
  #replayUntil = 0;
  #wake: () => void = () => {};
  #echoTimer: ReturnType<typeof setTimeout> | undefined;
  #sendTimer: ReturnType<typeof setTimeout> | undefined;
  #refreshTimer: ReturnType<typeof setTimeout> | undefined;

  constructor({ clinic, service, memory, tabs, listener, random = Math.random }: DirectLineDeps) {
    this.#clinic = clinic;
    this.#service = service;
    this.#memory = memory;
    this.#tabs = tabs;
    this.#listener = listener;
    this.#random = random;
    this.#conversation = memory.read();
    this.#restored = this.#conversation !== null;
  }

  /** Runs for as long as the page lives. */
  async run(): Promise<never> {
    this.#listener.state('connecting');
    for (;;) {
      try {
        const opened = await this.#open();
        this.#keep(opened);
        void this.#flush();
        if (opened.streamUrl && this.#socketFaults < SOCKET_TRIES) await this.#follow(opened.streamUrl);
        else await this.#poll();
        this.#listener.state('connecting');
      } catch (error) {
        if (error instanceof Refused && error.gone && this.#conversation) this.#forget();
        else this.#listener.state('offline');
      }
      const again = this.#conversation || this.#attempt > 0;
      await this.#pause(again ? backoff(this.#attempt, this.#random()) : 0);
      this.#attempt++;
    }
  }

  /** Sends now, or as soon as it can be sent; the same message is never taken twice. */
  send(message: Outgoing): void {
    this.#waiting.push(message);
    void this.#flush();
  }

  /** What has not reached the server. */
  get waiting(): readonly Outgoing[] {
    return this.#waiting;
  }

  /** Tries again at once. */
  retry(): void {
    this.#attempt = 0;
    this.#wake();
    void this.#flush();
  }

  /** The page was out of sight: what a sleeping socket missed is fetched, and a dead one replaced. */
  async catchUp(): Promise<void> {
    if (!this.#stream) return this.retry();
    try {
      await this.#page();
    } catch {
      this.#reconnect();
    }
  }

  async #open(): Promise<Opened> {
    this.#conversation ??= await this.#joined();
    if (this.#conversation) {
      const { conversationId } = this.#conversation;
      const query = `?watermark=${encodeURIComponent(this.#watermark)}`;
      return opened(await this.#ask(`/conversations/${encodeURIComponent(conversationId)}${query}`));
    }
    const start = opened(await request(this.#service.tokens, undefined, { clinic: this.#clinic }));
    const body = { locale: navigator.language, ...(start.user ? { user: { id: start.user } } : {}) };
    const begun = opened(await request(`${this.#service.base}/conversations`, start.token, body));
    return { ...begun, user: start.user };
  }

  /** The conversation of another tab, to be shown from its beginning. */
  async #joined(): Promise<Remembered | null> {
    const joined = await this.#tabs.ask().catch(() => null);
    if (!joined || joined.conversationId === this.#gone) return null;
    this.#restored = true;
    return joined;
  }

  #keep({ conversationId, token, expiresIn, user }: Opened): void {
    this.#conversation = { conversationId, token, user: user ?? this.#conversation?.user ?? null };
    this.#memory.write(this.#conversation);
    this.#tabs.share();
    clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(() => void this.#refresh(), Math.min(REFRESH_MS, expiresIn * 500));
  }

  async #refresh(): Promise<void> {
    try {
      this.#keep(opened(await this.#ask('/tokens/refresh', {})));
    } catch {
      this.#refreshTimer = setTimeout(() => void this.#refresh(), 60_000);
    }
  }

  #forget(): void {
    this.#gone = this.#conversation?.conversationId ?? null;
    this.#conversation = null;
    this.#restored = false;
    this.#watermark = '';
    this.#memory.clear();
    this.#listener.afresh();
  }

  /** Until the stream ends; throws when it never opened. */
  async #follow(url: string): Promise<void> {
    this.#socketFaults++;
    this.#stream = openStream(url, {
      opened: () => {
        this.#socketFaults = 0;
        this.#isOnline();
      },
      frame: (json) => this.#take(json),
    });
    try {
      await this.#stream.ended;
    } finally {
      clearTimeout(this.#echoTimer);
      this.#stream = null;
    }
  }

  async #poll(): Promise<never> {
    for (;;) {
      await this.#page();
      await this.#pause(document.visibilityState === 'hidden' ? POLL_MS * 8 : POLL_MS);
    }
  }

  async #page(): Promise<void> {
    const { conversationId } = this.#conversation ?? { conversationId: '' };
    const path = `/conversations/${encodeURIComponent(conversationId)}/activities`;
    const page = await this.#ask(`${path}?watermark=${encodeURIComponent(this.#watermark)}`);
    this.#isOnline();
    this.#take(page);
  }

  #isOnline(): void {
    if (this.#restored) this.#replayUntil = performance.now() + REPLAY_MS;
    this.#restored = false;
    this.#attempt = 0;
    this.#listener.state('online');
    void this.#flush();
  }

  #take(json: unknown): void {
    clearTimeout(this.#echoTimer);
    const { said, typing, watermark } = readFrame(json, this.#conversation?.user ?? null);
    for (const each of said) this.#listener.said(each, performance.now() < this.#replayUntil);
    if (typing) this.#listener.typing();
    if (watermark !== null) this.#watermark = watermark;
  }

  /** One message at a time, in order. */
  async #flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    clearTimeout(this.#sendTimer);
    try {
      for (let next = this.#waiting[0]; next && this.#conversation; next = this.#waiting[0]) {
        this.#replayUntil = 0;
        await this.#post(next, this.#conversation);
        this.#waiting.shift();
      }
    } catch (error) {
      this.#sendAgain(error);
    } finally {
      this.#sending = false;
      for (const { clientId } of this.#waiting) this.#listener.held(clientId, false);
    }
  }

  async #post({ clientId, text }: Outgoing, { conversationId, user }: Remembered): Promise<void> {
    try {
      await this.#ask(`/conversations/${encodeURIComponent(conversationId)}/activities`, {
        type: 'message',
        text,
        ...(user ? { from: { id: user } } : {}),
        locale: navigator.language,
        localTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        channelData: { clientActivityID: clientId },
      });
      this.#listener.delivered(clientId);
      if (this.#stream?.isOpen) this.#listener.state('online');
      this.#expectEcho();
    } catch (error) {
      if (!(error instanceof Refused) || error.gone || ![400, 413, 415].includes(error.status)) throw error;
      this.#listener.held(clientId, true);
    }
  }

  #sendAgain(error: unknown): void {
    const wait = error instanceof Refused ? error.waitMs : null;
    if (error instanceof Refused && error.gone) this.#reconnect();
    else if (!(error instanceof Refused && error.status < 500)) this.#listener.state('offline');
    this.#sendTimer = setTimeout(() => void this.#flush(), wait ?? backoff(this.#attempt++, this.#random()));
  }

  /** A socket that stays silent after we were heard is dead, whatever it says of itself. */
  #expectEcho(): void {
    clearTimeout(this.#echoTimer);
    if (this.#stream) this.#echoTimer = setTimeout(() => this.#reconnect(), ECHO_MS);
  }

  #reconnect(): void {
    this.#stream?.drop();
    this.#wake();
  }

  /** Ends early when woken. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #ask(path: string, body?: object): Promise<unknown> {
    return request(this.#service.base + path, this.#conversation?.token, body);
  }
}

function opened(json: unknown): Opened {
  const read = readOpened(json);
  if (!read) throw new Error('this is not what a Direct Line server answers');
  return read;
}
