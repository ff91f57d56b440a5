import { z } from 'zod';

const rejected = z.object({ code: z.enum(['EENVELOPE', 'EMESSAGE']), responseCode: z.int().min(500).max(599) });

/** Whether a mail server turned down a recipient or a mail for good, rather than us, our sign-in or for now. */
export const isPermanentSmtp = (error: unknown): boolean => rejected.safeParse(error).success;
