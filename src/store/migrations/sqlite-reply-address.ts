import type { Migration } from './sqlite.ts';

/** Where a visit can be written to when nobody asked. In the visit's own row, so that it is erased with the visit. */
export const replyAddressMigration: Migration = {
  id: '0005-reply-address',
  sql: 'ALTER TABLE visits ADD COLUMN reply_address TEXT;',
};
