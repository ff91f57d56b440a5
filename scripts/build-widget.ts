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

/** Bundles and minifies what runs in the visitor's browser. Needs esbuild, a development dependency. */
export async function buildWidget(): Promise<WidgetFiles> {
  const { build } = await import('esbuild').catch((cause: unknown) => {
    throw new Error('the widget is not built and esbuild is not installed: run `npm ci && npm run build`', { cause });
  });
  const built = async (name: WidgetFile): Promise<string> => {
    const result = await build({
      absWorkingDir: root,
      entryPoints: [widgetSources[name]],
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
  return {
    'widget.js': await built('widget.js'),
    'app.js': await built('app.js'),
    'app.css': await built('app.css'),
    'demo.css': await built('demo.css'),
  };
}

if (process.argv[1] && /[\\/]build-widget\.[jt]s$/.test(process.argv[1])) {
  const folder = join(root, 'dist/widget');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(await buildWidget())) writeFileSync(join(folder, name), text);
}
