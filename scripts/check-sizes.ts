import { loadContent } from '../src/content/load-content.ts';
import { chatPage, publicFacts, themeCss } from '../src/http/chat-page.ts';
import { brotli, widgetScript } from '../src/http/widget-endpoint.ts';
import { buildWidget } from './build-widget.ts';

/** What a visitor's browser may have to fetch, compressed, in bytes. */
const BEFORE_A_CLICK = 10 * 1024;
const AFTER_A_CLICK = 60 * 1024;

const content = loadContent('content');
const files = await buildWidget();
const clinics = [...content.clinics.values()];
const facts = Object.fromEntries(clinics.map((clinic) => [clinic.id, publicFacts(clinic, content)]));
const [clinic] = clinics;
if (!clinic) throw new Error('there is no clinic to measure with');
const pages = { script: '/chat/app.js', styles: ['/chat/app.css', '/chat/theme.css'] };

const within = [
  report('before a click', BEFORE_A_CLICK, { 'widget.js': widgetScript(facts, files) }),
  report('after a click', AFTER_A_CLICK, {
    'the chat page': chatPage(clinic, {
      facts: publicFacts(clinic, content),
      now: Date.now(),
      assets: pages,
      service: null,
      options: content.languages.en?.options,
    }),
    'app.js': files['app.js'],
    'app.css': files['app.css'],
    'theme.css': themeCss(clinic),
  }),
];
if (within.includes(false)) process.exitCode = 1;

function report(when: string, limit: number, texts: Readonly<Record<string, string>>): boolean {
  const sizes = Object.entries(texts).map(([name, text]) => [name, brotli(text).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  const parts = sizes.map(([name, size]) => `${name} ${size}`).join(', ');
  console.log(`${total <= limit ? 'ok' : 'TOO BIG'}: ${when} ${total} of ${limit} bytes with brotli (${parts})`);
  return total <= limit;
}
