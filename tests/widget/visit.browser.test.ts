import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasChromium, write } from './support/browser.ts';
import { sharedBrowser } from './support/shared.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const browser = await sharedBrowser();

describe.skipIf(!hasChromium)('one visit', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer();
  });
  afterEach(() => server.close());

  const bubbles = (page: Page, text: string) => page.locator('#log > *').filter({ hasText: text });
  async function goTo(page: Page, url = server.url): Promise<Page> {
    await page.goto(`${url}/chat`);
    await page.getByText('I am an automated assistant').waitFor();
    return page;
  }

  it('is the same in every tab, each message once, and a press in one retires the choices of all', async () => {
    const context = await browser.newContext();
    const first = await goTo(await context.newPage());
    await write(first, 'Can flat feet cause back pain?');
    await bubbles(first, 'They can contribute.').waitFor();
    const second = await goTo(await context.newPage());
    await bubbles(second, 'They can contribute.').waitFor();
    await second.getByRole('button', { name: 'Who should I see?' }).click();
    await bubbles(first, 'Ask in your own words').waitFor();
    await bubbles(second, 'Ask in your own words').waitFor();
    for (const page of [first, second]) {
      expect(await bubbles(page, 'Who should I see?').count()).toBe(1);
      expect(await page.getByRole('button', { name: 'Who should I see?' }).count()).toBe(0);
    }
    expect(await second.locator('#log').textContent()).toBe(await first.locator('#log').textContent());
    await context.close();
  });

  it('is another in another browser, and when all tabs were closed', async () => {
    const context = await browser.newContext();
    const first = await goTo(await context.newPage());
    await write(first, 'first message');
    await bubbles(first, 'Ask in your own words').waitFor();
    for (const other of [await browser.newContext(), context]) {
      if (other === context) await first.close();
      const page = await goTo(await other.newPage());
      expect(await bubbles(page, 'first message').count()).toBe(0);
      await other.close();
    }
  });

  it('is shared again after the browser kept the page for going back, which takes its lock from it in WebKit', async () => {
    const context = await browser.newContext();
    const first = await goTo(await context.newPage());
    await write(first, 'first message');
    await bubbles(first, 'Ask in your own words').waitFor();
    await first.evaluate(async () => {
      await navigator.locks.request('plumbline:harbor-foot-spine', { steal: true }, () => {});
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    });
    const second = await goTo(await context.newPage());
    await bubbles(second, 'first message').waitFor();
    await context.close();
  });

  it('works where the browser refuses to keep anything, as with all cookies blocked', async () => {
    const page = await browser.newPage();
    await page.addInitScript(() => {
      const refuse = (): never => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      Object.defineProperty(window, 'sessionStorage', { get: refuse });
      Object.assign(window, { BroadcastChannel: refuse });
    });
    await goTo(page);
    await write(page, 'first message');
    await bubbles(page, 'Ask in your own words').waitFor();
    await page.close();
  });

  it('is left at once in every tab', async () => {
    const context = await browser.newContext();
    await context.route('https://www.google.com/**', (route) => route.fulfill({ body: 'elsewhere' }));
    const first = await goTo(await context.newPage());
    const second = await goTo(await context.newPage());
    await write(first, 'my partner hits me');
    await first.getByRole('button', { name: 'Leave this page now' }).click();
    await Promise.all([first, second].map((page) => page.waitForURL('https://www.google.com/')));
    await context.close();
  });

  it('keeps what is not sent yet over a reload, and nothing of it once it is back or sent', async () => {
    const page = await goTo(await browser.newPage());
    const stored = (): Promise<string> => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
    await page.getByRole('textbox').fill('half a sentence about flat feet');
    expect(await stored()).not.toContain('flat');
    await page.reload();
    await page.getByText('I am an automated assistant').waitFor();
    expect(await page.getByRole('textbox').inputValue()).toBe('half a sentence about flat feet');
    expect(await page.getByRole('button', { name: 'Send' }).getAttribute('aria-disabled')).toBe('false');
    expect(await stored()).not.toContain('flat');
    await page.close();
  });

  it('sends what waited over a reload once, after what was said before it', async () => {
    const page = await goTo(await browser.newPage());
    await write(page, 'first message');
    await bubbles(page, 'Ask in your own words').waitFor();
    // It reaches the server, but no answer reaches us: nobody knows whether it was taken.
    await page.route('**/activities', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await write(page, 'second message');
    await page.getByText('Not sent yet.').waitFor();
    await page.unroute('**/activities');
    await page.reload();
    await page.waitForFunction(() => document.querySelectorAll('#log .bot').length === 3);
    await page.waitForTimeout(500);
    const said = await page.locator('#log > *').allTextContents();
    expect(said.map((text) => /automated|first|second|own words/.exec(text)?.[0])).toEqual([
      'automated',
      'first',
      'own words',
      'second',
      'own words',
    ]);
    expect(await page.locator('.state').count()).toBe(0);
    await page.close();
  });

  it('catches up after a sleep: what came meanwhile is there, each thing once', async () => {
    const page = await goTo(await browser.newPage());
    const devtools = await page.context().newCDPSession(page);
    await write(page, 'answer me later');
    await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    server.cut();
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await bubbles(page, 'Here I am.').waitFor();
    await page.waitForTimeout(1_500);
    expect(await bubbles(page, 'Here I am.').count()).toBe(1);
    expect(await bubbles(page, 'automated').count()).toBe(1);
    await page.close();
  });

  it('replaces a line that died without a word, when it was spoken into', async () => {
    const tunnel = await startTunnel(server.port);
    const page = await browser.newPage();
    await page.clock.install();
    await goTo(page, tunnel.url);
    tunnel.swallow();
    await write(page, 'Can flat feet cause back pain?');
    await page.waitForTimeout(300);
    for (let second = 0; second < 40; second++) {
      await page.clock.runFor(1_000);
      await page.waitForTimeout(20);
    }
    await bubbles(page, 'They can contribute.').waitFor();
    expect(await bubbles(page, 'Can flat feet').count()).toBe(1);
    await page.close();
    await tunnel.close();
  });

  it('replaces a line that died while the machine slept, though nobody speaks into it', async () => {
    const tunnel = await startTunnel(server.port);
    const page = await browser.newPage();
    await page.clock.install();
    await goTo(page, tunnel.url);
    const kept = await page.evaluate(() => sessionStorage.getItem('plumbline:harbor-foot-spine'));
    const { conversationId, token } = JSON.parse(kept ?? '{}') as Record<string, string>;
    tunnel.swallow();
    await fetch(`${server.url}/directline/conversations/${conversationId}/activities`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'message', text: 'Can flat feet cause back pain?' }),
    });
    await page.clock.fastForward(120_000);
    await page.waitForTimeout(100);
    await page.clock.runFor(2_000);
    await bubbles(page, 'They can contribute.').waitFor();
    await page.close();
    await tunnel.close();
  });
});

/** A tunnel to a local port. `swallow`: its open lines stay open and carry nothing any more; new ones work. */
async function startTunnel(port: number): Promise<{ url: string; swallow(): void; close(): Promise<void> }> {
  const lines = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.pipe(far).pipe(near);
    for (const end of [near, far]) {
      end.on('error', () => end.destroy());
      lines.add(end);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: () => {
      for (const end of lines) end.unpipe().resume();
    },
    close: async () => {
      for (const end of lines) end.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
