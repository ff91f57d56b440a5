import type { Console } from './console.ts';

/** A value that stands in one form only: sent twice, the form has the same effect as once. */
export const makeOnce = ({ random }: Console): string => random(12).toString('base64url');
