import { afterEach, beforeEach, expect, it } from 'vitest';
import { followHub, type HubDeps, hubOf } from '../../src/booking/hub.ts';
import type { Clinic } from '../../src/content/clinic-schema.ts';
import { tellVisit } from '../../src/turn/tell-visit.ts';
import { CLINIC, knowledgeWith, quayClinic } from '../desk/support/clinics.ts';
import { linesOf, newVisitor, TUESDAY_MORNING, type Visitor } from '../support/visitor.ts';

const viaHub: Clinic['booking'] = [
  { way: 'person', 'answer-within': 5, hub: 'channel' },
  { way: 'phone', number: '+1 508 555 0142' },
];
const visit = { visitId: `test/${CLINIC}/one`, clinicId: CLINIC };

let visitor: Visitor;
let deps: HubDeps;
beforeEach(async () => {
  visitor = await newVisitor(CLINIC, { knowledge: knowledgeWith(quayClinic({ booking: viaHub })) });
  deps = {
    store: visitor.store,
    now: () => TUESDAY_MORNING,
    tell: async (...told) => void (await tellVisit(...told, visitor.deps)),
  };
  const asked = await visitor.sends({ ...visitor.message('can I talk to a person?'), handOffs: 'posted' });
  expect(linesOf(asked)).toContain('person.asked-hub');
});
afterEach(() => visitor.store.close());

const told = async (): Promise<string[]> =>
  (await visitor.store.logAfter(visit.visitId, 0, 99)).flatMap((entry) =>
    entry.from === 'bot' ? entry.reply.lines.filter((line) => /^(staff|person)\./.test(line)) : [],
  );
const isSilent = async (): Promise<boolean> => linesOf(await visitor.writes('what is sciatica?')).length === 0;

it.each([
  ['the inbox is chosen', [{ way: 'person', 'answer-within': 5, hub: 'inbox' }], 'posted', undefined],
  ['nothing is chosen', [{ way: 'person', 'answer-within': 5 }], 'posted', undefined],
  ['a hub is chosen', viaHub, 'posted', 'posted'],
  ['the channel takes no events', viaHub, undefined, undefined],
] as const)('a hub is asked, or not, where %s', (_, booking, handOffs, how) => {
  expect(hubOf(quayClinic({ booking: [...booking] }), handOffs)).toBe(how);
});

it('a hub that gives up while its joining is being told leaves the bot in the visit', async () => {
  const late: HubDeps = {
    ...deps,
    tell: async (...news) => {
      expect(await followHub(visit, 'failed', deps)).toBe(true);
      await deps.tell(...news);
    },
  };
  await followHub(visit, 'accepted', late);
  expect(await told()).toEqual(['person.asked-hub', 'person.could-not-join']);
  expect(await isSilent()).toBe(false);
});

it.each(['accepted', 'completed'] as const)(
  'what could not be told is told when the hub says %s again',
  async (state) => {
    const down: HubDeps = { ...deps, tell: () => Promise.reject(new Error('the store is down')) };
    if (state === 'completed') await followHub(visit, 'accepted', deps);
    await expect(followHub(visit, state, down)).rejects.toThrow('the store is down');
    expect(await followHub(visit, state, deps)).toBe(true);
    expect((await told()).at(-1)).toBe(state === 'accepted' ? 'staff.someone-joined' : 'staff.left');
    const before = await told();
    expect(await followHub(visit, state, deps)).toBe(true);
    expect(await told()).toEqual(before);
  },
);

it('takes the visit again after staff gave it back', async () => {
  await followHub(visit, 'accepted', deps);
  const [request] = (await visitor.store.requests({ clinicIds: [CLINIC], limit: 1, offset: 0 })).rows;
  if (!request) throw new Error('no request was made');
  await deps.tell(visit, 'given back', { type: 'staff.left' });
  await visitor.store.changeRequest(request.reference, request.revision, { state: 'open', claimedBy: null }, 1);
  expect(await isSilent()).toBe(false);
  await followHub(visit, 'accepted', deps);
  expect(await isSilent()).toBe(true);
});

it('reads again when somebody else changed the request in between', async () => {
  let changed = false;
  const store: HubDeps['store'] = {
    ...deps.store,
    request: async (reference) => {
      const request = await deps.store.request(reference);
      if (request && !changed) await deps.store.changeRequest(reference, request.revision, {}, 1);
      changed = true;
      return request;
    },
  };
  expect(await followHub(visit, 'accepted', { ...deps, store })).toBe(true);
  expect(await told()).toEqual(['person.asked-hub', 'staff.someone-joined']);
});
