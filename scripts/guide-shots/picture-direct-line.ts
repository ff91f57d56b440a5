import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { startTestServer } from '../../tests/widget/support/test-server.ts';
import { HARBOR } from '../channel-shots/serve.ts';
import { escaped, type Take } from './take.ts';

const SECRET = 'invented';

/** The widget over Azure Direct Line, with the stand-in of the tests for Azure, and what the browser asked of whom. */
export async function pictureDirectLine(take: Take, browser: Browser): Promise<void> {
  const azure = await startTestServer({ secret: SECRET });
  const secrets = new Map([[HARBOR, SECRET]]);
  const server = await startTestServer({ azure: { url: `${azure.url}/v3/directline`, secrets } });
  const site = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><body><script src="${server.url}/widget.js" data-clinic="${HARBOR}" async></script>`);
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  const page = await browser.newPage({ viewport: { width: 440, height: 640 }, reducedMotion: 'reduce' });
  const asked: string[] = [];
  const note = (how: string, address: string): void => {
    const { host, pathname } = new URL(address);
    if (host === new URL(azure.url).host) asked.push(`Azure (stand-in)  ${how}  ${pathname}`);
    if (host === new URL(server.url).host) asked.push(`this server       ${how}  ${pathname}`);
  };
  page.on('request', (request) => note(request.method().padEnd(7), request.url()));
  page.on('websocket', (socket) => note('socket ', socket.url()));
  try {
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    await page.getByRole('button', { name: /^Chat with/ }).click();
    const chat = page.frameLocator('plumbline-chat iframe');
    await chat.getByText('I am an automated assistant').waitFor();
    await page.waitForTimeout(600);
    const shot = await page.screenshot();
    const list = asked.map((line) => line.replace(/[\w-]{16,}/g, '<id>')).join('\n');
    await take.html(
      'widget-over-azure',
      `<div style="display:flex;gap:16px;align-items:start"><img src="data:image/png;base64,${shot.toString('base64')}">
      <pre style='font:12px/1.6 "DejaVu Sans Mono",monospace;padding-right:16px'>${escaped(list)}</pre></div>`,
    );
  } finally {
    await page.close();
    site.close();
    await server.close();
    await azure.close();
  }
}
