import { describe, expect, it } from 'vitest';
import { refuseUnsafeDebug, UnsafeDebug } from '../../../src/channels/bot-framework/unsafe-debug.ts';

describe('DEBUG', () => {
  it.each(['agents:*', '*', 'express,agents:connector-client', 'agents*', 'express agents:*:debug', '*,-express'])(
    '%s stops the start in production, and when NODE_ENV says nothing',
    (DEBUG) => {
      expect(() => refuseUnsafeDebug({ DEBUG, NODE_ENV: 'production' })).toThrow(UnsafeDebug);
      expect(() => refuseUnsafeDebug({ DEBUG })).toThrow(/NODE_ENV=development/);
    },
  );

  it.each([undefined, '', 'express:*', 'body-parser', '-agents:*'])('%s does not', (DEBUG) => {
    expect(() => refuseUnsafeDebug({ DEBUG, NODE_ENV: 'production' })).not.toThrow();
  });

  it.each(['development', 'test'])('may be anything in %s', (NODE_ENV) => {
    expect(() => refuseUnsafeDebug({ DEBUG: 'agents:*', NODE_ENV })).not.toThrow();
  });
});
