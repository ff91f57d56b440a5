import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Door, GUARDED, openDoor } from './support/door.ts';
import { type KeyServer, seconds, startKeyServer } from './support/key-server.ts';
import { activity, CLIENT, OTHER_TENANT, TENANT } from './support/samples.ts';

let keys: KeyServer;
let door: Door;
let clock = Date.parse('2026-11-21T09:00:00Z');
const now = (): number => clock;

beforeEach(async () => {
  keys = await startKeyServer(now);
  door = await openDoor({ config: { ...GUARDED, botAuthority: keys.url }, now });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await door.close();
  await keys.close();
});

const postWith = async (token: string, body: unknown = activity()) =>
  door.post(body, { authorization: `Bearer ${token}` });
const bare = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const goodClaims = (): Record<string, unknown> => ({
  iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  tid: TENANT,
  aud: CLIENT,
  exp: seconds(clock) + 600,
});

describe('a good token', () => {
  it.each([
    ['of the tenant, version 2', () => keys.entra()],
    ['of the tenant, version 1', () => keys.entra({ iss: `https://sts.windows.net/${TENANT}/` })],
    ['without an application', () => keys.entra({ azp: undefined })],
    ['of the Bot Framework service', () => keys.botFramework()],
    ['late by less than the skew', () => keys.entra({ exp: seconds(clock) - 240 })],
    ['early by less than the skew', () => keys.entra({ nbf: seconds(clock) + 240 })],
  ])('%s lets its bearer in', async (_, token) => {
    const { status, json } = await postWith(await token());
    expect(status).toBe(200);
    expect(json.activities).toHaveLength(1);
  });
});

describe('a token is refused', () => {
  it.each<readonly [string, string, () => string | Promise<string>]>([
    ['for another audience', 'audience', () => keys.entra({ aud: 'someone-else' })],
    ['for the service itself', 'audience', () => keys.entra({ aud: 'https://api.botframework.com' })],
    ['for two audiences', 'audience', () => keys.entra({ aud: [CLIENT, 'someone-else'] })],
    ['of another issuer', 'issuer', () => keys.entra({ iss: 'https://evil.example/' })],
    ['of no issuer', 'issuer', () => keys.entra({ iss: undefined })],
    [
      'of another tenant',
      'issuer',
      () => keys.entra({ iss: `https://sts.windows.net/${OTHER_TENANT}/`, tid: OTHER_TENANT }),
    ],
    ['whose tenant is not its issuer', 'tenant', () => keys.entra({ tid: OTHER_TENANT })],
    ['without a tenant', 'tenant', () => keys.entra({ tid: undefined })],
    ['of another application of the tenant', 'application', () => keys.entra({ azp: 'another-app' })],
    ['of another application, version 1', 'application', () => keys.entra({ azp: undefined, appid: 'another-app' })],
    ['of the service, for no address', 'service-url', () => keys.botFramework({ serviceurl: undefined })],
    ['expired', 'ERR_JWT_EXPIRED', () => keys.entra({ exp: seconds(clock) - 600 })],
    ['that never expires', 'ERR_JWT_CLAIM_VALIDATION_FAILED', () => keys.entra({ exp: undefined })],
    ['not valid yet', 'ERR_JWT_CLAIM_VALIDATION_FAILED', () => keys.entra({ nbf: seconds(clock) + 600 })],
    ['with no key id', 'unknown-key', () => keys.entra({}, { kid: undefined })],
    ['with alg none', 'ERR_JOSE_ALG_NOT_ALLOWED', () => `${bare({ alg: 'none', kid: 'k1' })}.${bare(goodClaims())}.`],
    ['signed HS256 with the public key', 'ERR_JOSE_ALG_NOT_ALLOWED', () => hs256(keys.publicPem())],
    ['signed PS256', 'ERR_JOSE_ALG_NOT_ALLOWED', () => keys.entra({}, { alg: 'PS256' })],
    ['changed after signing', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED', async () => tampered(await keys.entra())],
    ['that is not one', 'malformed', () => 'abc.def.ghi'],
  ])('%s', async (_, code, token) => {
    const { status, json, headers } = await postWith(await token());
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(json).toEqual({ error: { code: 'Unauthorized', message: 'send a Bot Framework token for this app' } });
    expect(door.logged()).toContain(code);
    expect(door.taken).toEqual([]);
  });

  const hs256 = (pem: string): string => {
    const signed = `${bare({ alg: 'HS256', kid: 'k1' })}.${bare(goodClaims())}`;
    return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;
  };
  const tampered = (token: string): string => {
    const [head, , tail] = token.split('.');
    return `${head}.${bare({ ...goodClaims(), azp: CLIENT, admin: true })}.${tail}`;
  };

  it('that was let in before, once it has run out, and when it is changed', async () => {
    const token = await keys.entra();
    for (let second = 0; second <= 890; second += 10) {
      const { status } = await postWith(token, activity({ id: `m${second}` }));
      expect(status).toBe(200);
      if (second === 0) expect((await postWith(tampered(token))).status).toBe(401);
      clock += 10_000;
    }
    clock += 5_000;
    expect((await postWith(token)).status).toBe(401);
  });

  it.each(['', 'Bearer', 'Bearer  ', 'Basic abc', 'Bearer a.b', 'Bearer a.b.c d', 'Bearer a.b.c.d'])(
    'in the header "%s"',
    async (header) => {
      expect((await door.post(activity(), { authorization: header })).status).toBe(401);
    },
  );

  it('when there is none, before the body is read', async () => {
    expect((await door.post('{ not json')).status).toBe(401);
    expect(keys.asked).toEqual([]);
  });
});

describe('signing keys', () => {
  it('are asked for once, and not at all for a foreign audience or issuer', async () => {
    await postWith(await keys.entra({ aud: 'someone-else' }));
    await postWith(await keys.entra({ iss: 'https://evil.example/' }));
    expect(keys.asked).toEqual([]);
    for (let time = 0; time < 5; time++) expect((await postWith(await keys.entra())).status).toBe(200);
    expect(keys.asked).toEqual([`/${TENANT}/discovery/v2.0/keys`]);
  });

  it('are not fetched again for each unknown id', async () => {
    expect((await postWith(await keys.entra())).status).toBe(200);
    const storm = await Promise.all(
      Array.from(
        { length: 200 },
        async (_, n) => (await postWith(await keys.entra({}, { kid: `unknown-${n}` }))).status,
      ),
    );
    expect(new Set(storm)).toEqual(new Set([401]));
    clock += 31_000;
    for (let n = 0; n < 50; n++) await postWith(await keys.entra({}, { kid: `later-${n}` }));
    expect(keys.asked.length).toBeLessThanOrEqual(2);
  });

  it('that are rolled over are taken', async () => {
    const before = await keys.entra();
    expect((await postWith(before)).status).toBe(200);
    clock += 31_000;
    keys.roll('k2');
    expect((await postWith(await keys.entra())).status).toBe(200);
    expect((await postWith(before)).status).toBe(401);
  });

  it('known before hold while the server is down, and then no longer than a day', async () => {
    expect((await postWith(await keys.entra())).status).toBe(200);
    keys.answerWith(500);
    clock += 2 * 3_600_000;
    expect((await postWith(await keys.entra())).status).toBe(200);
    clock += 24 * 3_600_000;
    expect((await postWith(await keys.entra())).status).toBe(503);
  });

  it.each([500, 302])('that cannot be had (%i) give 503, few requests, and work again later', async (status) => {
    keys.answerWith(status);
    for (let time = 0; time < 20; time++) {
      const answer = await postWith(await keys.entra());
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    }
    expect(keys.asked).toHaveLength(1);
    keys.answerWith(null);
    clock += 6_000;
    expect((await postWith(await keys.entra())).status).toBe(200);
  });

  it('too short to trust are refused, not a fault of ours', async () => {
    keys.roll('weak', {
      n: 'w7Zdfmece8iaB0kiTY8pCtiBtzbptJmP28nSWwtdjRu0f2GFpajvWE4VhfJAjEsOcwYzay7XGN0b-X84BfC8hmCTOj2b2eHT7NsZegFPKRUQzJ9wW8ipn_aDJWMGDuB1XyqT1E7DYqjUCEOD1b4FLpy_xPn6oV_TYOfQ9fZdbE0',
    });
    expect((await postWith(await keys.entra())).status).toBe(401);
  });
});

describe('a good token of the service holds', () => {
  const toTeams = {
    channelId: 'msteams',
    serviceUrl: 'https://smba.trafficmanager.net/emea/',
    channelData: { tenant: { id: TENANT } },
  };

  it('only for the channels that its key is endorsed for', async () => {
    keys.roll('k2', { endorsements: ['msteams'] });
    expect((await postWith(await keys.botFramework(), activity(toTeams))).status).toBe(200);
    const other = await postWith(await keys.botFramework(), activity({ ...toTeams, channelId: 'slack' }));
    expect([other.status, other.json.error.code]).toEqual([403, 'ChannelNotEndorsed']);
  });

  it('only for the service that it names', async () => {
    expect((await postWith(await keys.botFramework(), activity(toTeams))).status).toBe(200);
    const elsewhere = activity({ ...toTeams, serviceUrl: 'https://slack.botframework.com/' });
    expect((await postWith(await keys.botFramework(), elsewhere)).status).toBe(403);
  });
});

describe('with no app registered', () => {
  it.each([undefined, '', 'development', 'production'])(
    'nobody is let in, whatever NODE_ENV (%s) says',
    async (env) => {
      vi.stubEnv('NODE_ENV', env);
      const closed = await openDoor({ config: { botAppId: null, allowAnonymous: false, botAuthority: keys.url } });
      expect((await closed.post(activity())).status).toBe(401);
      expect((await closed.post(activity(), { authorization: `Bearer ${await keys.entra()}` })).status).toBe(401);
      expect(closed.logged()).toContain('/api/messages is closed');
      expect(closed.taken).toEqual([]);
      await closed.close();
    },
  );

  it('and anonymous callers asked for, this machine is let in and nobody else', async () => {
    const open = await openDoor();
    expect((await open.post(activity())).status).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip'])
      expect((await open.post(activity(), { [header]: '127.0.0.1' })).status).toBe(401);
    expect((await open.post(activity(), { authorization: `Bearer ${await keys.entra()}` })).status).toBe(401);
    await open.close();
  });
});
