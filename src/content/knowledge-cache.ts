import { dirname, join } from 'node:path';

/** The folder for weights trained from content: beside an embedded database; null when the database is elsewhere. */
export function knowledgeCache(databaseUrl: string): string | null {
  const file = /^file:(.+)$/.exec(databaseUrl)?.[1];
  return file === undefined || file === ':memory:' ? null : join(dirname(file), 'cache');
}
