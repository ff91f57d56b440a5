import { hash } from 'node:crypto';

/** Twenty letters that stand for a key: the same for the same key, and telling nothing of it. */
export const shortHash = (key: string): string => hash('sha256', key, 'base64url').slice(0, 20);
