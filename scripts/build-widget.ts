import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The files that browsers get, by name, and what each is built from. */
export const widgetSources = {
  'widget.js': 'src/widget/launcher/launcher.ts',
  'app.js': 'src/widget/chat/app.ts',
  'app.css': 'src/widget/chat/app.css',
  'demo.css': 'src/widget/demo/demo.css',
} as const;
export type WidgetFile = keyof typeof widgetSources;
export type WidgetFiles = Readonly<Record<WidgetFile, string>>;

/** What the staff's console loads, and what it is built from. */
export const staffSources = {
  'staff.js': 'src/staff/browser/staff.ts',
  'staff.css': 'src/staff/browser/staff.css',
} as const;

/** Bundles and minifies what runs in the visitor's browser. Needs esbuild, a development dependency. */
export async function buildWidget(): Promise<WidgetFiles> {
  const built = await builder();
  return {
    'widget.js': await built(widgetSources['widget.js']),
    'app.js': await built(widgetSources['app.js']),
    'app.css': await built(widgetSources['app.css']),
    'demo.css': await built(widgetSources['demo.css']),
  };
}

/** Bundles and minifies what runs in the browsers of staff. */
export async function buildStaff(): Promise<Readonly<Record<keyof typeof staffSources, string>>> {
  const built = await builder();
  return {
    'staff.js': await built(staffSources['staff.js']),
    'staff.css': await built(staffSources['staff.css']),
  };
}

async function builder(): Promise<(source: string) => Promise<string>> {
  const { build } = await import('esbuild').catch((cause: unknown) => {
    throw new Error('the widget is not built and esbuild is not installed: run `npm ci && npm run build`', { cause });
  });
  return async (source) => {
    const result = await build({
      absWorkingDir: root,
      entryPoints: [source],
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
      legalComments: 'none',
      logLevel: 'silent',
    });
    return result.outputFiles[0]?.text.trim() ?? '';
  };
}

if (process.argv[1] && /[\\/]build-widget\.[jt]s$/.test(process.argv[1])) {
  const folder = join(root, 'dist/widget');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ ...(await buildWidget()), ...(await buildStaff()) }))
    writeFileSync(join(folder, name), text);
}
