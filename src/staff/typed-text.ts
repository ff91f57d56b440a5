import { z } from 'zod';

/** What was typed into a box of several lines, `most` characters. Browsers count the end of a line as one and send two. */
export const typedText = (most: number) =>
  z
    .string()
    .transform((typed) => typed.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(most));
