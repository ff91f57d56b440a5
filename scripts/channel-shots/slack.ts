import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { direct, mentioned, press } from '../../tests/channels/recorded/slack.ts';
import { slackFaults } from '../../tests/channels/support/check-blocks.ts';
import { answerOrigin } from './answer-origin.ts';
import type { Client } from './clients.ts';

const NOTE =
  'Drawn by slack-blocks-to-jsx, an independent drawing of Block Kit. Not Slack. Left: the blocks. Right: the text alone, as in a notification.';
const THREAD = '1795273100.000001';
const [PRIVATE, CHANNEL] = ['D0INVENTED1', 'C0INVENTED1'];

/** Draws what was said since the visitor last spoke. */
const DRAW = `
import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { Message } from 'slack-blocks-to-jsx';
import 'slack-blocks-to-jsx/dist/style.css';
const logo = 'data:image/svg+xml,' + encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#0f6b63" d="M0 0h9v9H0z"/></svg>');
const time = new Date(2026, 11, 1, 10);
const one = (blocks) => blocks && h(Message, { name: 'Plumbline', blocks, logo, time, theme: 'light' });
const row = ({ words, blocks, alone, thread }, key) =>
  h('div', { key, className: 'row' + (thread ? ' thread' : '') }, h('div', {}, words && h('p', {}, 'Ann: ', words), one(blocks)), h('div', {}, one(alone)));
const root = createRoot(document.getElementById('said'));
window.draw = (said) => root.render(said.map(row));
`;
const STYLE = `body{margin:0;padding:12px;font:13px sans-serif;background:#fff}
p{font-size:15px;margin:4px 0 8px}
#note{color:#666;border-bottom:1px solid #ddd;padding-bottom:8px;margin-bottom:8px}
.row{display:grid;grid-template-columns:600px 400px;gap:24px}
.row>div+div{border-left:1px solid #eee;padding-left:12px}
.thread>div{border-left:3px solid #ccc!important;padding-left:12px}`;

const choice = z.object({ text: z.object({ text: z.string() }), value: z.string() });
const postedSchema = z.object({
  conversation: z.object({ id: z.string() }),
  channelData: z.object({
    text: z.string(),
    blocks: z.array(z.looseObject({ type: z.string() })),
    mrkdwn: z.boolean().optional(),
    thread_ts: z.string().optional(),
  }),
});
const actionsSchema = z.object({
  type: z.literal('actions'),
  block_id: z.string(),
  elements: z.array(
    z.union([
      choice.extend({ type: z.literal('button'), action_id: z.string() }),
      z.object({ type: z.literal('overflow'), action_id: z.string(), options: z.array(choice) }),
    ]),
  ),
});

interface Said {
  readonly place: string;
  readonly thread: boolean;
  /** The visitor's, or ours as blocks and as the text alone. */
  readonly words?: string;
  readonly blocks?: readonly unknown[];
  readonly alone?: readonly unknown[];
}

/**
 * There is no Slack to run: what Azure's connector is given is checked against Slack's limits, drawn with an independent
 * Block Kit library, and written into `slack.txt` of the folder, for Slack's own Block Kit Builder. The library draws a
 * link whose label holds an e-mail address wrongly: Slack does not.
 */
export async function slack(url: string, browser: Browser, folder: string): Promise<Client> {
  const [script = '', css = ''] = await bundled();
  const page = await browser.newPage({ viewport: { width: 1_060, height: 300 } });
  await answerOrigin(page, url);
  await page.setContent(
    `<!doctype html><style>${css}${STYLE}</style><div id="note">${NOTE}</div><div id="said"></div>`,
  );
  await page.addScriptTag({ content: script });

  const sent: string[] = [];
  let said: Said[] = [];
  let place = PRIVATE;
  let actions: z.infer<typeof actionsSchema> | undefined;
  let count = 0;
  const draw = (): Promise<void> =>
    page.evaluate(
      (shown) => (globalThis as unknown as { draw(said: unknown): void }).draw(shown),
      said.filter((each) => each.place === place),
    );
  const connector = createServer(async (request, response) => {
    try {
      const { conversation, channelData } = postedSchema.parse(JSON.parse(await bodyOf(request)));
      const { text, blocks, mrkdwn, thread_ts } = channelData;
      const faults = slackFaults(channelData);
      if (faults.length > 0) throw new Error(`Slack would refuse this: ${faults.join('; ')}`);
      actions = blocks.map((block) => actionsSchema.safeParse(block).data).find(Boolean) ?? actions;
      const alone = [{ type: 'section', text: { type: mrkdwn === false ? 'plain_text' : 'mrkdwn', text } }];
      const where = conversation.id.split(':')[2] ?? '';
      said.push({ place: where, thread: thread_ts !== undefined, blocks, alone });
      sent.push(JSON.stringify({ text, blocks }, null, 2));
      await draw();
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
    }
    response.setHeader('content-type', 'application/json');
    response.end('{"id":"1"}');
  }).listen(0, '127.0.0.1');
  await once(connector, 'listening');
  const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}`;

  async function send(activityOf: (id: string) => object, words: string, thread = false): Promise<void> {
    said = [...said.filter((each) => each.place !== place), { place, thread, words }];
    await draw();
    const body = JSON.stringify({ ...activityOf(`act-${count++}`), serviceUrl });
    await fetch(`${url}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }
  const show = (other: string) => async (): Promise<void> => {
    place = other;
    await draw();
  };
  const client: Client = {
    page,
    clip: null,
    stop() {
      connector.close();
      writeFileSync(join(folder, 'slack.txt'), `${sent.join('\n\n---\n\n')}\n`);
    },
    say: (text) => send((id) => direct(text, undefined, id), text),
    sayInThread: (text) => send((id) => direct(text, THREAD, id), text, true),
    async choose(label) {
      const { block_id, elements = [] } = actions ?? {};
      for (const element of elements) {
        const { type, action_id } = element;
        const options = element.type === 'button' ? [element] : element.options;
        const chosen = options.find(({ text }) => text.text === label);
        const picked = type === 'button' ? { value: chosen?.value } : { selected_option: chosen };
        const action = { type, block_id, action_id, ...picked };
        if (chosen) return send((id) => press(action, null, id), `(presses “${label}”)`);
      }
      throw new Error(`nothing to press says “${label}”`);
    },
    renew: async () => {},
    showPrivate: show(PRIVATE),
    channel: {
      show: show(CHANNEL),
      async mention(text) {
        await show(CHANNEL)();
        await send((id) => mentioned(text, id), `@Plumbline ${text}`);
      },
    },
  };
  await client.say('hello');
  return client;
}

async function bundled(): Promise<string[]> {
  const { outputFiles } = await build({
    stdin: { contents: DRAW, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    outdir: 'unused',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles.map(({ text }) => text);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
