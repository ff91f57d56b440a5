import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const types = { 'staff.js': 'text/javascript; charset=utf-8', 'staff.css': 'text/css; charset=utf-8' } as const;
export type StaffFile = keyof typeof types;

/** What the console's pages load; `version` changes when the text does. */
export type StaffAssets = Readonly<
  Record<StaffFile, { readonly text: string; readonly type: string; readonly version: string }>
>;

/** Reads the built files. When run from sources they are built in memory. */
export async function loadStaffFiles(): Promise<StaffAssets> {
  const texts = import.meta.filename.endsWith('.ts')
    ? await (await import('../../scripts/build-widget.ts')).buildStaff()
    : { 'staff.js': readBuilt('staff.js'), 'staff.css': readBuilt('staff.css') };
  const asset = (name: StaffFile) => {
    const text = texts[name];
    return { text, type: types[name], version: createHash('sha256').update(text).digest('base64url').slice(0, 16) };
  };
  return { 'staff.js': asset('staff.js'), 'staff.css': asset('staff.css') };
}

function readBuilt(name: StaffFile): string {
  try {
    return readFileSync(join(import.meta.dirname, '../../widget', name), 'utf8');
  } catch (cause) {
    throw new Error('the console is not built: run `npm run build`', { cause });
  }
}
