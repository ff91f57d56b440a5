import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fhirClient } from '../../../src/booking/fhir/ask-fhir.ts';
import { AddressRefused, isWithinReach, PUBLIC_ONLY, type Reach } from '../../../src/net/open-address.ts';
import { TryAgain } from '../../../src/outbox/try-again.ts';
import { NOW, REACH } from './clinic.ts';

let server: http.Server;
let base = '';
let asked = 0;
let respond: http.RequestListener = (_, response) => response.end('{}');
beforeEach(async () => {
  asked = 0;
  server = http.createServer((request, response) => {
    asked++;
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/fhir`;
});
afterEach(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
const get = (path: string, to = base, reach: Reach = REACH) =>
  fhirClient({ base: to, token: null, reach, timeoutMs: 200, now: () => NOW })({ method: 'GET', path });

describe('what may pass is tried again', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('%i', async (status) => {
    respond = (_, response) => response.writeHead(status).end();
    await expect(get('Slot')).rejects.toThrow(TryAgain);
  });

  it('no answer in time, not even its end', async () => {
    respond = () => undefined;
    await expect(get('Slot')).rejects.toThrow(TryAgain);
    respond = (_, response) => void response.writeHead(200).write('{"resourceType":');
    await expect(get('Slot')).rejects.toThrow(TryAgain);
  });

  it('an answer without end', async () => {
    respond = (_, response) => {
      const more = (): void => void response.write('x'.repeat(1_000_000), () => setImmediate(more));
      more();
    };
    await expect(get('Slot')).rejects.toThrow(TryAgain);
  });

  it('nobody there', async () => {
    await expect(get('Slot', 'http://127.0.0.1:1/fhir')).rejects.toThrow(TryAgain);
  });
});

describe('what is an answer is told', () => {
  it.each([200, 201, 304, 400, 403, 404, 409, 410, 412, 422])('%i', async (status) => {
    respond = (_, response) => response.writeHead(status, { etag: 'W/"7"' }).end();
    expect(await get('Slot')).toEqual({ status, ok: status < 300, body: null, version: 'W/"7"' });
  });

  it('a redirect is not followed', async () => {
    respond = (_, response) => response.writeHead(307, { location: '/fhir/elsewhere' }).end();
    expect((await get('Slot')).status).toBe(307);
    expect(asked).toBe(1);
  });
});

describe('it is not asked', () => {
  it.each([
    ['another origin', 'http://127.0.0.1:2/fhir/Slot'],
    ['another host', 'https://evil.example/Slot'],
    ['a host without scheme', '//evil.example/Slot'],
    ['a file', 'file:///etc/passwd'],
  ])('%s', async (_, path) => {
    await expect(get(path)).rejects.toThrow(AddressRefused);
    expect(asked).toBe(0);
  });

  it('plain http, unless a test says so', async () => {
    await expect(get('Slot', base, PUBLIC_ONLY)).rejects.toThrow(AddressRefused);
    expect(asked).toBe(0);
  });

  it('a name that leads to this machine', async () => {
    await expect(get('Slot', base.replace('http://127.0.0.1', 'https://localhost'), PUBLIC_ONLY)).rejects.toMatchObject(
      {
        cause: { message: 'localhost leads to an address that is not public' },
      },
    );
    expect(asked).toBe(0);
  });
});

describe('within reach', () => {
  const inside: Reach = { allowPrivate: true, allowLoopbackHttp: false };
  it.each([
    ['https://fhir.harbor.example/r4', true, true],
    ['https://fhir.harbor.example:8443/r4', true, true],
    ['https://52.112.0.1/', true, true],
    ['https://10.0.0.8/fhir', false, true],
    ['https://127.0.0.1/', false, true],
    ['https://[::1]/', false, true],
    ['https://[::ffff:10.0.0.1]/', false, true],
    ['https://169.254.169.254/latest', false, true],
    ['https://2130706433/', false, true],
    ['http://fhir.harbor.example/', false, false],
    ['http://127.0.0.1/', false, false],
    ['https://user:secret@fhir.harbor.example/', false, false],
    ['https://fhir.harbor.example/#x', false, false],
    ['file:///etc/passwd', false, false],
  ])('%s: %s at large, %s in the clinic network', (address, atLarge, within) => {
    expect([isWithinReach(new URL(address), PUBLIC_ONLY), isWithinReach(new URL(address), inside)]).toEqual([
      atLarge,
      within,
    ]);
  });

  it('plain http only to 127.0.0.1, in tests', () => {
    const open = [
      'http://127.0.0.1:9/',
      'http://127.0.0.1.evil.example/',
      'http://10.0.0.1/',
      'http://169.254.169.254/',
    ];
    expect(open.map((address) => isWithinReach(new URL(address), REACH))).toEqual([true, false, false, false]);
  });
});
