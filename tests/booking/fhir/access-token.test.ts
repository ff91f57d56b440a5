import { mkdtempSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type CryptoKey, exportJWK, exportPKCS8, generateKeyPair, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AccessToken, accessToken } from '../../../src/booking/fhir/access-token.ts';
import { fhirClient } from '../../../src/booking/fhir/ask-fhir.ts';
import type { FhirAuth } from '../../../src/booking/fhir/fhir-way.ts';
import { TryAgain } from '../../../src/outbox/try-again.ts';
import { openFhirServer } from '../support/fhir-server.ts';
import { NOW, REACH } from './clinic.ts';

/** A token endpoint on this machine. `status` other than 200 gives no token. */
let given = 0;
let status = 200;
let expiresIn: number | undefined = 300;
let now = NOW;
const asked: { headers: http.IncomingHttpHeaders; form: URLSearchParams }[] = [];
let endpoint: http.Server;
let url = '';

beforeEach(async () => {
  [given, status, expiresIn, now] = [0, 200, 300, NOW];
  asked.length = 0;
  endpoint = http.createServer(async (request, response) => {
    asked.push({ headers: request.headers, form: new URLSearchParams(await text(request)) });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(
      status === 200
        ? JSON.stringify({ access_token: `token-${++given}`, token_type: 'Bearer', expires_in: expiresIn })
        : '{"error":"invalid_client"}',
    );
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  const address = endpoint.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/token`;
});
afterEach(() => new Promise((resolve) => endpoint.close(resolve)));

const tokenOf = (auth: FhirAuth, environment: Record<string, string> = {}): AccessToken =>
  accessToken(auth, { environment, reach: REACH, timeoutMs: 1_000, now: () => now, newId: () => `id-${now}` });
const bySecret = (): AccessToken =>
  tokenOf(
    {
      kind: 'client-secret',
      token: url,
      client: 'plumb line',
      scope: 'system/Slot.rs',
      'secret-variable': 'HARBOR_SECRET',
    },
    { HARBOR_SECRET: 'p+a:ss/wörd' },
  );

describe('a token by secret', () => {
  it('is asked for with id and secret in the header', async () => {
    expect(await bySecret().get()).toBe('token-1');
    const [request] = asked;
    expect(Object.fromEntries(request?.form ?? [])).toEqual({
      grant_type: 'client_credentials',
      scope: 'system/Slot.rs',
    });
    const basic = Buffer.from(request?.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
    expect(basic).toBe('plumb+line:p%2Ba%3Ass%2Fw%C3%B6rd');
  });

  it('is kept until a minute before it ends, and asked for once by many', async () => {
    const token = bySecret();
    expect(await Promise.all([token.get(), token.get(), token.get()])).toEqual(['token-1', 'token-1', 'token-1']);
    now += 240_000 - 1;
    expect(await token.get()).toBe('token-1');
    now += 1;
    expect(await token.get()).toBe('token-2');
  });

  it('that says not how long it lives is kept five minutes', async () => {
    expiresIn = undefined;
    const token = bySecret();
    await token.get();
    now += 239_000;
    expect(await token.get()).toBe('token-1');
  });

  it.each([400, 401, 500, 302])('that is not given (%i) is tried again later', async (answered) => {
    status = answered;
    await expect(bySecret().get()).rejects.toThrow(TryAgain);
    status = 200;
    expect(await bySecret().get()).toBe('token-1');
  });

  it('whose secret is not set says which', async () => {
    const missing = tokenOf({ kind: 'client-secret', token: url, client: 'c', 'secret-variable': 'HARBOR_SECRET' });
    const error = await missing.get().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TryAgain);
    expect(String((error as TryAgain).cause)).toContain('HARBOR_SECRET is not set');
    expect(asked).toEqual([]);
  });
});

describe('a token by signed statement', () => {
  const key = (algorithm: 'RS384' | 'ES384') => generateKeyPair(algorithm, { extractable: true });
  const auth = (algorithm: 'RS384' | 'ES384', more: object): FhirAuth => ({
    kind: 'private-key',
    token: url,
    client: 'plumbline',
    algorithm,
    'key-id': 'k1',
    ...more,
  });
  async function expectSigned(publicKey: CryptoKey, algorithm: string): Promise<void> {
    const form = asked[0]?.form;
    expect(form?.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    const { payload, protectedHeader } = await jwtVerify(form?.get('client_assertion') ?? '', publicKey, {
      algorithms: [algorithm],
      audience: url,
      issuer: 'plumbline',
      subject: 'plumbline',
      currentDate: new Date(NOW),
    });
    expect(protectedHeader).toEqual({ alg: algorithm, typ: 'JWT', kid: 'k1' });
    expect(payload.jti).toBe(`id-${NOW}`);
    expect((payload.exp ?? 0) - NOW / 1_000).toBe(300);
  }

  it('with a key in PEM from the environment', async () => {
    const { privateKey, publicKey } = await key('ES384');
    const token = tokenOf(auth('ES384', { 'key-variable': 'HARBOR_KEY' }), {
      HARBOR_KEY: await exportPKCS8(privateKey),
    });
    expect(await token.get()).toBe('token-1');
    await expectSigned(publicKey, 'ES384');
  });

  it('with a JWK from a file', async () => {
    const { privateKey, publicKey } = await key('RS384');
    const file = join(mkdtempSync(join(tmpdir(), 'key-')), 'key.json');
    writeFileSync(file, JSON.stringify(await exportJWK(privateKey)));
    expect(await tokenOf(auth('RS384', { 'key-file': file })).get()).toBe('token-1');
    await expectSigned(publicKey, 'RS384');
  });
});

describe('a FHIR server that wants a token', () => {
  it('gets one, and a new one when it no longer takes the first', async () => {
    let good = 'token-1';
    const server = await openFhirServer({ token: () => good });
    const ask = fhirClient({ base: server.base, token: bySecret(), reach: REACH, timeoutMs: 1_000, now: () => now });
    expect((await ask({ method: 'GET', path: 'metadata' })).status).toBe(200);
    good = 'token-2';
    expect((await ask({ method: 'GET', path: 'metadata' })).status).toBe(200);
    good = 'none';
    server.asked.length = 0;
    expect((await ask({ method: 'GET', path: 'metadata' })).status).toBe(401);
    expect([given, server.asked.length]).toEqual([3, 2]);
    await server.close();
  });
});
