import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasChromium, type WatchedPage, watchedPage, write } from './support/browser.ts';
import { sharedBrowser } from './support/shared.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const browser = await sharedBrowser();

describe.skipIf(!hasChromium)('the chat on its own page', () => {
  let server: TestServer;
  let watched: WatchedPage;
  const bubbles = (text: string) => watched.page.locator('#log > *').filter({ hasText: text });

  beforeEach(async () => {
    server = await startTestServer();
    watched = await watchedPage(browser);
    await watched.page.goto(`${server.url}/chat`);
    await watched.page.getByText('I am an automated assistant').waitFor();
  });
  afterEach(async () => {
    await watched.page.close();
    await server.close();
  });

  it('answers, with sources folded away, within its policy and from its own server only', async () => {
    const { page, faults, origins } = watched;
    await write(page, 'Can flat feet cause back pain?');
    await page.getByText('They can contribute.').waitFor();
    const about = page.getByText('General information · 2 sources · review pending · valid until 21 May 2027');
    expect(await page.getByText('most need no treatment').isVisible()).toBe(false);
    await about.click();
    expect(await page.getByText('most need no treatment').isVisible()).toBe(true);
    const source = page.getByRole('link', { name: 'NHS, flat feet' });
    expect(await source.getAttribute('rel')).toBe('noopener noreferrer');
    expect(faults).toEqual([]);
    expect([...origins].sort()).toEqual([server.url, server.url.replace('http', 'ws')].sort());
  });

  it('puts an emergency first: announced, focused, one wide button to call', async () => {
    const { page } = watched;
    await write(page, 'everything down there feels numb');
    const card = page.getByRole('alert');
    await card.waitFor();
    expect(await card.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('tel:911');
    const [button, around] = await Promise.all([
      card.getByRole('link', { name: 'Call 911' }).boundingBox(),
      card.boundingBox(),
    ]);
    expect((button?.width ?? 0) / (around?.width ?? 1)).toBeGreaterThan(0.85);
    expect(await page.getByRole('button', { name: 'I am getting help' }).isVisible()).toBe(true);
  });

  it.each(['Escape', 'the button'])('leaves the page at once by %s when someone may be watching', async (how) => {
    const { page } = watched;
    await page.route('https://www.google.com/**', (route) => route.fulfill({ body: 'elsewhere' }));
    await write(page, 'my partner hits me');
    const button = page.getByRole('button', { name: 'Leave this page now' });
    await button.waitFor();
    if (how === 'Escape') await page.keyboard.press('Escape');
    else await button.click();
    await page.waitForURL('https://www.google.com/');
    await page.goto(`${server.url}/chat`);
    await page.getByText('I am an automated assistant').waitFor();
    expect(await bubbles('hits me').count()).toBe(0);
  });

  it('offers choices once', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: 'Book an appointment' }).click();
    await bubbles('I have this. Is it right?').waitFor();
    expect(await page.getByRole('button', { name: 'Book an appointment' }).count()).toBe(0);
    expect(await bubbles('Book an appointment').count()).toBe(1);
    expect(await page.locator('dl dt').allTextContents()).toEqual(['Visit', 'Where', 'When', 'Call']);
    await page.getByRole('button', { name: 'Change something' }).waitFor();
  });

  it('shows hostile words as words', async () => {
    const { page, faults } = watched;
    await write(page, '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> hostile');
    await page.getByRole('button', { name: '<img src=x' }).click();
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
    expect(await page.locator('#log img, #log script, #log b, #log i, #choices img').count()).toBe(0);
    expect(await page.locator('#log a[href^="javascript"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('keeps the conversation over a reload, each thing once, and keeps no words in the tab', async () => {
    const { page } = watched;
    await write(page, 'Can flat feet cause back pain?');
    await page.getByText('They can contribute.').waitFor();
    const before = await page.locator('#log').textContent();
    expect(
      await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }) + document.cookie),
    ).not.toMatch(/flat|feet/);
    await page.reload();
    await page.getByText('They can contribute.').waitFor();
    await page.waitForTimeout(300);
    expect(await page.locator('#log').textContent()).toBe(before);
    expect(await page.getByRole('button', { name: 'Do inserts help?' }).count()).toBe(1);
  });

  it('begins a new conversation, and says so, when the old one is gone', async () => {
    const { page } = watched;
    await page.evaluate(() => {
      for (const key of Object.keys(sessionStorage))
        sessionStorage.setItem(key, JSON.stringify({ conversationId: 'gone', token: 'a.b.c' }));
    });
    await page.reload();
    await page.getByText('The earlier conversation has ended.').waitFor();
    await page.getByText('I am an automated assistant').waitFor();
  });

  it('shows each message once when the socket drops, and when the same is sent again', async () => {
    const { page } = watched;
    await write(page, 'first message');
    await bubbles('Ask in your own words').first().waitFor();
    server.cut();
    await write(page, 'second message about flat feet');
    await bubbles('They can contribute.').waitFor();
    server.cut();
    await page.waitForTimeout(2_500);
    for (const text of ['first message', 'second message', 'They can contribute.', 'I am an automated assistant'])
      expect(await bubbles(text).count(), text).toBe(1);
    expect(await page.locator('.state').count()).toBe(0);
  });

  it('without a server it shows whom to call, keeps what was written, and sends it once when the server is back', async () => {
    const { page } = watched;
    await server.stop();
    await write(page, 'is anyone there');
    await page.getByText('The assistant cannot be reached just now.').waitFor();
    const banner = page.locator('#offline');
    expect(await banner.getByRole('link', { name: 'Call 911' }).getAttribute('href')).toBe('tel:911');
    expect(await banner.getByRole('link', { name: 'Call (508) 555-0142' }).isVisible()).toBe(true);
    expect(await page.getByText('Not sent yet.').count()).toBe(1);
    await server.start();
    await page.getByRole('button', { name: 'Try again' }).click();
    await bubbles('Ask in your own words').waitFor();
    expect(await banner.isVisible()).toBe(false);
    expect(await bubbles('is anyone there').count()).toBe(1);
    expect(await page.locator('.state').count()).toBe(0);
  });

  it('says once that a message is not sent yet, however often it is tried', async () => {
    const { page } = watched;
    await server.stop();
    await write(page, 'is anyone there');
    await page.getByText('Not sent yet.').waitFor();
    await page.evaluate(() => {
      new MutationObserver(() => document.body.classList.add('said-again')).observe(
        document.getElementById('log') as HTMLElement,
        { childList: true, characterData: true, subtree: true },
      );
    });
    const tried = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: 'Try again' }).click();
    await tried;
    await page.waitForTimeout(200);
    expect(await page.locator('body.said-again').count()).toBe(0);
  });

  it('works without WebSockets', async () => {
    const { page } = watched;
    server.withoutSockets();
    await page.reload();
    await page.getByText('I am an automated assistant').waitFor();
    await write(page, 'Can flat feet cause back pain?');
    await page.getByText('They can contribute.').waitFor({ timeout: 15_000 });
    expect(await bubbles('They can contribute.').count()).toBe(1);
  });

  it('sends with Enter, not with Shift and Enter nor while a word is being composed', async () => {
    const { page } = watched;
    const box = page.getByRole('textbox');
    await box.pressSequentially('one');
    await box.press('Shift+Enter');
    await box.pressSequentially('two');
    await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229 });
    expect(await box.inputValue()).toBe('one\ntwo');
    await box.press('Enter');
    expect(await box.inputValue()).toBe('');
    expect(await bubbles('one').locator('p').first().textContent()).toBe('one\ntwo');
  });

  it('counts near the limit, cuts nothing and explains the button', async () => {
    const { page } = watched;
    const send = page.getByRole('button', { name: 'Send' });
    expect(await send.getAttribute('aria-disabled')).toBe('true');
    // Screen readers hear only what was there before it changed.
    expect(await page.locator('#hint').evaluate((hint) => getComputedStyle(hint).display)).not.toBe('none');
    await send.click({ force: true });
    expect(await page.locator('#hint').textContent()).toBe('Write a message first.');
    const box = page.getByRole('textbox');
    await box.fill('a'.repeat(1_850));
    expect(await page.locator('#hint').textContent()).toBe('1,850 of 2,000 characters');
    await box.fill('a'.repeat(2_500));
    expect(await page.locator('#hint').textContent()).toContain('All of it is checked for urgent signs');
    expect(await send.getAttribute('aria-disabled')).toBe('false');
  });

  it('starts over after asking', async () => {
    const { page } = watched;
    const start = async (answer: string): Promise<void> => {
      await page.getByRole('button', { name: 'More' }).click();
      await page.getByRole('button', { name: 'Start over' }).click();
      await page.locator('#confirm').getByRole('button', { name: answer }).click();
    };
    await start('Keep going');
    expect(await page.locator('#confirm').isVisible()).toBe(false);
    await start('Start over');
    await page.getByText('All right, from the beginning.').waitFor();
  });

  it('says so when an answer does not come', async () => {
    const { page } = watched;
    await page.clock.install();
    await write(page, 'silence');
    await page.waitForTimeout(500);
    await page.clock.fastForward(13_000);
    await page.getByText('the answer takes longer than it should').waitFor();
  });

  it('says whom to call when its script does not load', async () => {
    const page = await browser.newPage();
    await page.route('**/app.js*', (route) => route.abort());
    await page.goto(`${server.url}/chat`);
    expect(await page.locator('#offline').isVisible()).toBe(false);
    await page.locator('#offline').getByText('cannot be reached').waitFor({ timeout: 9_000 });
    await page.close();
  });
});
