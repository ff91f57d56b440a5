import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigFaults, readConfig } from '../../src/config.ts';

describe('the environment', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      port: 3978,
      host: '127.0.0.1',
      allowAnonymous: false,
      databaseUrl: 'file:./data/plumbline.db',
    });
  });

  it('lists all that is wrong at once', () => {
    const read = () => readConfig({ PORT: 'many', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud' });
    expect(read).toThrow(ConfigFaults);
    expect(read).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*LOG_LEVEL/);
  });

  it.each([
    [{ ALLOW_ANONYMOUS_ACTIVITIES: 'true', HOST: '0.0.0.0' }, /loopback/],
    [{ ALLOW_ANONYMOUS_ACTIVITIES: 'true', HOST: '127.evil.example' }, /loopback/],
    [{ NODE_ENV: 'production', DEBUG: 'agents:*' }, /DEBUG/],
    [{ NODE_ENV: 'production', DEBUG: 'agents*' }, /DEBUG/],
    [{ NODE_ENV: 'production', DEBUG: 'express,agents:turn' }, /DEBUG/],
    [{ PUBLIC_URL: 'https://chat.example/path' }, /origin without a path/],
  ])('refuses %o', (environment, expected) => {
    expect(() => readConfig(environment)).toThrow(expected);
  });

  it('lets anonymous activities in on loopback only', () => {
    expect(readConfig({ ALLOW_ANONYMOUS_ACTIVITIES: 'true' }).allowAnonymous).toBe(true);
  });

  it('is described in .env.example, variable by variable, and nothing else is', () => {
    const described = [...readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    const read = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)].map((match) => match[1]);
    expect(described.toSorted()).toEqual(read.toSorted());
  });
});
