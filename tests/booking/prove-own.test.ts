import { expect, it, onTestFinished } from 'vitest';
import type { Claim } from '../../dialogs/visit.events.ts';
import { proveOwn } from '../../src/booking/prove-own.ts';
import type { NewRequest } from '../../src/store/request-store.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { messageOf, requestOf, turnOf } from '../store/builders.ts';
import { tempFile } from '../store/temp-folder.ts';

const [REFERENCE, PHONE, NOW, HOUR] = ['K7M-4QD', '+15085550123', 1_000_000, 3_600_000];
const details = { phone: PHONE, email: 'ana@mail.example' };
const wrong = { phone: '+15085550199' };

async function open(file = ':memory:'): Promise<Store> {
  const store = await openSqliteStore(file);
  onTestFinished(() => store.close());
  return store;
}
async function withRequest(store: Store, changes: Partial<NewRequest> = {}, clinicId = 'clinic-a'): Promise<Store> {
  const message = messageOf('book', { visitId: `web/${clinicId}/1`, clinicId });
  await store.commit(turnOf(message, { requests: [requestOf(REFERENCE, { details, ...changes })] }));
  return store;
}
const prove = (store: Store, given: object, now = NOW, reference = REFERENCE): Promise<Claim> =>
  proveOwn({ reference, given, clinicId: 'clinic-a', now }, store);

it('believes nobody after five wrong proofs, on any server and after a restart, until an hour has passed', async () => {
  const file = tempFile();
  const [one, two] = [await withRequest(await open(file)), await open(file)];
  expect(await prove(one, { phone: PHONE })).toBe('ours');
  for (const store of [one, two, one, two, one]) expect(await prove(store, wrong)).toBe('wrong');
  const restarted = await open(file);
  for (const store of [one, two, restarted]) expect(await prove(store, { phone: PHONE })).toBe('unknown');
  expect(await prove(restarted, { phone: PHONE }, NOW + HOUR - 1)).toBe('unknown');
  expect(await prove(restarted, { email: 'Ana@Mail.example' }, NOW + HOUR)).toBe('ours');
});

it('looks at five of many that come at once', async () => {
  const store = await withRequest(await open());
  const claims = await Promise.all(Array.from({ length: 40 }, () => prove(store, wrong)));
  expect(claims.filter((claim) => claim === 'wrong')).toHaveLength(5);
});

it('counts anew after a right proof', async () => {
  const store = await withRequest(await open());
  for (const given of [wrong, wrong, wrong, wrong, { phone: PHONE }, wrong, wrong, wrong, wrong])
    expect(await prove(store, given)).toBe(given === wrong ? 'wrong' : 'ours');
  expect(await prove(store, { phone: PHONE })).toBe('ours');
});

it.each<[string, () => Promise<Store>]>([
  ['was never given out', () => open()],
  ['is another clinic’s', async () => withRequest(await open(), {}, 'clinic-b')],
  ['was made without a phone or e-mail', async () => withRequest(await open(), { details: { phone: null } })],
  [
    'was withdrawn',
    async () => {
      const store = await withRequest(await open());
      await store.eraseRequest(REFERENCE, NOW);
      return store;
    },
  ],
])('a reference that %s is answered and noted like a wrong proof', async (_, makeStore) => {
  const [store, real] = [await makeStore(), await withRequest(await open())];
  for (let tries = 0; tries < 7; tries++) expect(await prove(store, { phone: PHONE })).toBe(await prove(real, wrong));
  const page = { clinicIds: null, limit: 9, offset: 0 };
  expect(await store.audited(page)).toEqual(await real.audited(page));
  expect((await real.audited(page)).total).toBe(5);
  expect((await real.audited(page)).rows[0]).toEqual({
    ...{ at: NOW, clinicId: 'clinic-a', by: 'a visitor', what: 'request.wrongly-proven', about: REFERENCE },
  });
});

it('leaves an appointment to the clinic, whoever proves it', async () => {
  const store = await withRequest(await open(), { kind: 'appointment' });
  expect(await prove(store, { phone: PHONE })).toBe('unknown');
});
