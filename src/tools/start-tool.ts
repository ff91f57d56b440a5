import { existsSync } from 'node:fs';
import { ConfigFaults } from '../config.ts';
import { ContentFaults } from '../content/load-content.ts';

/** Reads `.env` as the server does, and has faults of configuration, content and arguments told in words, without a stack. */
export function startTool(): void {
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    const told =
      error instanceof ConfigFaults || error instanceof ContentFaults || error.code?.startsWith('ERR_PARSE_ARGS');
    console.error(told ? error.message : error);
    process.exit(1);
  });
  if (existsSync('.env')) process.loadEnvFile('.env');
}
