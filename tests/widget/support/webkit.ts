import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { vi } from 'vitest';

const driverPath = '/usr/bin/WebKitWebDriver';
const screenPath = '/usr/bin/Xvfb';
/** False where there is no WebKit: its tests are skipped, and say so. */
export const hasWebKit = existsSync(driverPath) && existsSync(screenPath);
if (!hasWebKit)
  console.warn(`\nSKIPPED: the WebKit tests of the widget need ${driverPath} (webkit2gtk-driver) and ${screenPath}\n`);

export const keys = { tab: '\uE004', enter: '\uE007', escape: '\uE00C' };

/** WebKitGTK's own small browser, a stand-in for Safari, over plain WebDriver. */
export interface WebKit {
  go(url: string): Promise<void>;
  /** What a function gives in the page, or in the frame that was entered. */
  run<T>(work: () => T): Promise<T>;
  /** The same, asked until it is true. */
  until(work: () => unknown): Promise<void>;
  /** Clicks what a function finds in the page. */
  click(find: () => Element | null | undefined): Promise<void>;
  /** Keys go where the focus is. */
  type(text: string): Promise<void>;
  /** Into the frame that a function finds; without one back to the page. */
  enter(find?: () => Element | null | undefined): Promise<void>;
  close(): Promise<void>;
}

export async function openWebKit(): Promise<WebKit> {
  const screen = spawn(screenPath, ['-displayfd', '3'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const display = await new Promise<string>((resolve) => screen.stdio[3]?.once('data', (data) => resolve(`${data}`)));
  const port = await freePort();
  const env = { ...process.env, DISPLAY: `:${display.trim()}` };
  const driver = spawn(driverPath, [`--port=${port}`], { env, stdio: 'ignore', detached: true });
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const given = body ? { body: JSON.stringify(body) } : {};
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...given });
    const { value } = (await response.json()) as { value: { message?: string } };
    if (!response.ok) throw new Error(`${path}: ${value.message}`);
    return value;
  };
  await vi.waitFor(() => ask('GET', '/status'), 5_000);
  const { sessionId } = (await ask('POST', '/session', { capabilities: {} })) as { sessionId: string };
  const session = (path: string, body: object) => ask('POST', `/session/${sessionId}${path}`, body);
  const run = <T>(work: () => T) => session('/execute/sync', { script: `return (${work})()`, args: [] }) as Promise<T>;
  return {
    run,
    go: async (url) => void (await session('/url', { url })),
    until: (work) =>
      vi.waitFor(
        async () => {
          if (!(await run(work))) throw new Error(`this did not come true: ${work}`);
        },
        { timeout: 8_000, interval: 100 },
      ),
    click: async (find) => {
      const [element] = Object.values((await run(find)) as object);
      await session(`/element/${element}/click`, {});
    },
    type: async (text) => {
      const actions = [...text].flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value })));
      await session('/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },
    enter: async (find) => void (await session('/frame', { id: find ? await run(find) : null })),
    close: async () => {
      await ask('DELETE', `/session/${sessionId}`).catch(() => {});
      end(driver);
      screen.kill();
    },
  };
}

/** With the browser that it started. */
function end({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid);
  } catch {}
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
