import { z } from 'zod';

/** What staff sign in with: like an e-mail address, in lower case, whatever way it was typed. */
export const signInNameSchema = z
  .string()
  .max(200)
  .transform((typed) => typed.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email().max(100));
