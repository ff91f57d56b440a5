import { expect, it } from 'vitest';
import { parseActivity } from '../../../src/channels/bot-framework/activity-schema.ts';
import { hearHub } from '../../../src/channels/bot-framework/hear-hub.ts';
import type { Log } from '../../../src/log.ts';
import { openSqliteStore } from '../../../src/store/sqlite-store.ts';
import { CLINIC, quayClinic } from '../../desk/support/clinics.ts';
import { CONVERSATION, handOffStatus, VISITOR } from '../recorded/direct-line.ts';

const viaHub = quayClinic({ booking: [{ way: 'person', 'answer-within': 5, hub: 'channel' }] });

it.each([
  [
    'a state that nobody knows',
    handOffStatus({ state: 'my name is Sam', message: 'of Quay Street' }),
    viaHub,
    /not a state/,
  ],
  ['what the visitor sent', handOffStatus('accepted', VISITOR), viaHub, /the visitor sent it/],
  ['no hand-off', handOffStatus({ state: 'completed', message: 'Sam' }), viaHub, /no hand-off is open/],
  ['a clinic without a hub', handOffStatus('accepted'), quayClinic({}), /no hub here/],
])('is passed over and logged, without a word of it: %s', async (_, recorded, clinic, why) => {
  const store = await openSqliteStore(':memory:');
  const logged: string[] = [];
  const log = { info: (...said: unknown[]) => void logged.push(JSON.stringify(said)) } as unknown as Log;
  const { activity } = parseActivity(recorded);
  if (!activity) throw new Error('the recorded activity is malformed');
  await hearHub(activity, clinic, {
    store,
    log,
    now: () => 1,
    tell: () => Promise.reject(new Error('nobody is told')),
  });
  expect(logged).toEqual([expect.stringMatching(why)]);
  expect(logged[0]).toContain(`directline/${CLINIC}/${CONVERSATION}`);
  expect(logged[0]).not.toMatch(/Sam|Street/);
  await store.close();
});
