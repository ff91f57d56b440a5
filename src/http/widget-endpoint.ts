import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Request, type Response, Router } from 'express';
import type { WidgetFile, WidgetFiles } from '../../scripts/build-widget.ts';
import { createOrigins } from '../channels/direct-line/origins.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import type { Knowledge } from '../turn/turn-deps.ts';
import type { ClinicFacts } from '../widget/facts.ts';
import { type AzureDirectLine, giveAzureToken } from './azure-token-endpoint.ts';
import { chatPage, type PageAssets, publicFacts, themeCss, unknownClinicPage } from './chat-page.ts';
import { demoPage } from './demo-page.ts';

export interface WidgetDeps {
  readonly knowledge: () => Knowledge;
  readonly publicUrl: () => string;
  readonly now: () => number;
  readonly defaultClinic: string;
  /** For clinics whose chat goes over Azure; the others use the Direct Line of this server. */
  readonly azure?: AzureDirectLine | null;
}

/** The demo page, the one-line script, the chat page and what they need. */
export function widgetRoutes({ knowledge, publicUrl, now, defaultClinic, azure = null }: WidgetDeps): Router {
  const router = Router();
  const files = once(loadFiles);
  const clinics = (): ReadonlyMap<string, Clinic> => knowledge().content.clinics;
  const asked = (req: Request): string => (typeof req.query.clinic === 'string' ? req.query.clinic : defaultClinic);
  const factsOf = (clinic: Clinic) => publicFacts(clinic, knowledge().content);

  const assets = async (clinic: Clinic | undefined, script: string, style: WidgetFile): Promise<PageAssets> => ({
    script,
    styles: [
      `/chat/${style}?v=${hash((await files())[style])}`,
      ...(clinic ? [`/chat/theme.css?clinic=${clinic.id}&v=${hash(themeCss(clinic))}`] : []),
    ],
  });

  router.get('/', async (req, res) => {
    const clinic = clinics().get(asked(req));
    if (!clinic) return notFound(res);
    const page = await assets(clinic, '', 'demo.css');
    secured(res, [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-src 'self'",
      "frame-ancestors 'self'",
    ]);
    res.send(
      demoPage(clinic, [...clinics().values()], {
        facts: factsOf(clinic),
        now: now(),
        publicUrl: publicUrl(),
        assets: page,
      }),
    );
  });

  router.get('/chat', async (req, res) => {
    const clinic = clinics().get(asked(req));
    if (!clinic) return notFound(res);
    const script = `/chat/app.js?v=${hash((await files())['app.js'])}`;
    const page = await assets(clinic, script, 'app.css');
    const own = new URL(publicUrl());
    const other = azure?.secrets.has(clinic.id) ? { base: azure.url, tokens: '/chat/token' } : null;
    const line = new URL(other?.base ?? own).origin;
    secured(res, [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      `connect-src 'self' ${other ? `${line} ` : ''}${line.replace(/^http/, 'ws')}`,
      `frame-ancestors 'self' ${[...clinic.origins, ...(isLoopback(own.hostname) ? LOOPBACK : [])].join(' ')}`,
    ]);
    const { options } = knowledge().content.languages.en ?? {};
    res.send(chatPage(clinic, { facts: factsOf(clinic), now: now(), assets: page, service: other, options }));
  });
  if (azure) {
    const { isOwn } = createOrigins(publicUrl, knowledge);
    router.post('/chat/token', giveAzureToken({ azure, isOwn, publicUrl }));
  }

  /** The script carries the public facts of the clinic that its address names, else of all, so that it can show their numbers without us. */
  router.get('/widget.js', async (req, res) => {
    const named = typeof req.query.clinic === 'string' ? clinics().get(req.query.clinic) : undefined;
    const all = named
      ? [named]
      : [...clinics().values()].sort((a, b) => Number(b.id === defaultClinic) - Number(a.id === defaultClinic));
    const facts = Object.fromEntries(all.map((clinic) => [clinic.id, factsOf(clinic)]));
    const script = widgetScript(facts, await files());
    res.set('Cross-Origin-Resource-Policy', 'cross-origin');
    send(
      req,
      res,
      'text/javascript',
      script,
      'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800',
    );
  });

  router.get('/chat/theme.css', (req, res) => {
    const clinic = clinics().get(asked(req));
    if (!clinic) return notFound(res);
    sendVersioned(req, res, 'text/css', themeCss(clinic));
  });
  for (const name of ['app.js', 'app.css', 'demo.css'] as const) {
    router.get(`/chat/${name}`, async (req, res) => {
      sendVersioned(req, res, name.endsWith('.js') ? 'text/javascript' : 'text/css', (await files())[name]);
    });
  }

  async function notFound(res: Response): Promise<void> {
    secured(res, ["default-src 'none'", "style-src 'self'", "frame-ancestors 'self'"]);
    res.status(404).send(unknownClinicPage(await assets(undefined, '', 'app.css')));
  }

  return router;
}

/** The one-line script: what is public of clinics, then the launcher. */
export const widgetScript = (facts: Readonly<Record<string, ClinicFacts>>, files: WidgetFiles): string =>
  `{const PLUMBLINE_CLINICS=${JSON.stringify(facts).replaceAll('<', '\\u003c')};${files['widget.js']}}`;

/** Framed pages of a developer's machine, at any port. */
const LOOPBACK = ['http://localhost:*', 'http://127.0.0.1:*'];
const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

/** A page: never cached, never indexed, and held to its policy. */
function secured(res: Response, policy: readonly string[]): void {
  res.set({
    'Content-Security-Policy': [...policy, "base-uri 'none'", "form-action 'none'"].join('; '),
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  });
}

/** For good when the address names this very version, else asked for again each time. */
function sendVersioned(req: Request, res: Response, type: string, text: string): void {
  const current = req.query.v === hash(text);
  send(req, res, type, text, current ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function send(req: Request, res: Response, type: string, text: string, caching: string): void {
  res.set({
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': caching,
    'X-Content-Type-Options': 'nosniff',
    ETag: `"${hash(text)}"`,
    Vary: 'Accept-Encoding',
  });
  const encoding = req.acceptsEncodings('br', 'gzip');
  if (encoding !== 'br' && encoding !== 'gzip') return void res.send(text);
  res.set('Content-Encoding', encoding).send(compressed(text, encoding));
}

const packed = new Map<string, Buffer>();

/** Compresses each text once; a handful of texts are served. */
function compressed(text: string, encoding: 'br' | 'gzip'): Buffer {
  const key = `${encoding} ${hash(text)}`;
  const known = packed.get(key);
  if (known) return known;
  const fresh = encoding === 'br' ? brotli(text) : gzipSync(text, { level: 9 });
  if (packed.size >= 200) packed.clear();
  packed.set(key, fresh);
  return fresh;
}

/** As sent to browsers. */
export const brotli = (text: string): Buffer =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } });

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => {
    done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

/** The built files. From sources, they are built in memory when they are missing or older than what they come from. */
async function loadFiles(): Promise<WidgetFiles> {
  const fromSources = import.meta.filename.endsWith('.ts');
  const folder = join(import.meta.dirname, fromSources ? '../../dist/widget' : '../../widget');
  const sources = join(import.meta.dirname, '../widget');
  if (fromSources && (!existsSync(folder) || newest(sources) > oldest(folder))) {
    const { buildWidget } = await import('../../scripts/build-widget.ts');
    return buildWidget();
  }
  const read = (name: WidgetFile): string => readFileSync(join(folder, name), 'utf8');
  try {
    return {
      'widget.js': read('widget.js'),
      'app.js': read('app.js'),
      'app.css': read('app.css'),
      'demo.css': read('demo.css'),
    };
  } catch (cause) {
    throw new Error('the widget is not built: run `npm run build`', { cause });
  }
}

const times = (folder: string): number[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
const newest = (folder: string): number => Math.max(0, ...times(folder));
const oldest = (folder: string): number => Math.min(Number.POSITIVE_INFINITY, ...times(folder));
