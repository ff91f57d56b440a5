import { pino } from 'pino';

/** Where we log: ids, states, lines and counts; never what a visitor wrote. */
export type Log = Pick<pino.Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** Makes the process log. `level` is a pino level name; `silent` logs nothing. */
export function createLog(level: string): Log {
  return pino({ level, base: null, redact: { paths: ['text', '*.text', 'token', '*.token'], censor: '[removed]' } });
}
