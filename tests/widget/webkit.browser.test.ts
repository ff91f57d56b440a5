import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostSite } from './support/browser.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';
import { hasWebKit, keys, openWebKit, type WebKit } from './support/webkit.ts';

describe.skipIf(!hasWebKit)('in WebKit', () => {
  let server: TestServer;
  let site: Awaited<ReturnType<typeof hostSite>>;
  let browser: WebKit;
  beforeAll(async () => {
    server = await startTestServer();
    site = await hostSite(
      `<body><a href="#x">A link</a><script src="${server.url}/widget.js" data-clinic="harbor-foot-spine" async></script>`,
    );
    browser = await openWebKit();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await server?.close();
  });

  it('a visit goes its way on a clinic’s page, and back to it', async () => {
    await browser.go(site.url);
    await browser.until(() => document.querySelector('plumbline-chat')?.shadowRoot);
    await browser.click(() => document.querySelector('plumbline-chat')?.shadowRoot?.querySelector('.launcher'));
    await browser.enter(() => document.querySelector('plumbline-chat')?.shadowRoot?.querySelector('iframe'));
    await browser.until(() => document.getElementById('log')?.textContent?.includes('I am an automated assistant'));
    expect(await browser.run(() => document.getElementById('box')?.offsetHeight)).toBe(48);

    // Nobody is in the box yet: WebKit lets no script put them into a frame of another site.
    await browser.type(`Can flat feet cause back pain?${keys.enter}`);
    await browser.until(() => document.getElementById('log')?.textContent?.includes('They can contribute.'));
    expect(await browser.run(() => document.querySelector('.mine p')?.textContent)).toBe(
      'Can flat feet cause back pain?',
    );
    await browser.click(() => document.querySelector('#choices button'));
    await browser.until(() => document.getElementById('log')?.textContent?.includes('Ask in your own words'));

    await browser.type(`everything feels numb${keys.enter}`);
    await browser.until(() => document.activeElement?.matches('.emergency[role=alert]'));
    await browser.type(keys.tab);
    expect(await browser.run(() => document.activeElement?.textContent)).toBe('Call 911');

    await browser.type(keys.escape);
    await browser.enter();
    await browser.until(
      () => document.querySelector('plumbline-chat')?.shadowRoot?.activeElement?.className === 'launcher',
    );
    expect(
      await browser.run(
        () => document.querySelector('plumbline-chat')?.shadowRoot?.querySelector<HTMLElement>('.panel')?.hidden,
      ),
    ).toBe(true);
  });

  it('a reload keeps the visit, and going back keeps it open for other tabs', async () => {
    await browser.go(`${server.url}/chat`);
    await browser.until(() => document.getElementById('log')?.textContent?.includes('I am an automated assistant'));
    await browser.run(() => document.body.classList.add('before'));
    await browser.type(`Can flat feet cause back pain?${keys.enter}half a sentence`);
    await browser.until(() => document.getElementById('log')?.textContent?.includes('They can contribute.'));
    await browser.run(() => location.reload());
    await browser.until(() => !document.body.matches('.before') && document.querySelectorAll('#log > *').length === 3);
    expect(await browser.run(() => document.querySelector('textarea')?.value)).toBe('half a sentence');

    await browser.go(`${server.url}/chat?clinic=sakura-hari`);
    await browser.run(() => history.back());
    await browser.until(() => document.body.dataset.clinic === 'harbor-foot-spine');
    await browser.until(async () => {
      const { held } = await navigator.locks.query();
      return held?.some(({ name }) => name === 'plumbline:harbor-foot-spine');
    });
  });
});
