import { existsSync } from 'node:fs';

/** The browser of the tests. */
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Why the tests of a browser do not run, or null when they do. */
export const noBrowser = existsSync(CHROMIUM) ? null : `SKIPPED, no Chromium at ${CHROMIUM}: set CHROMIUM to run this`;
if (noBrowser) console.warn(noBrowser);
