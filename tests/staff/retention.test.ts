import { describe, expect, it } from 'vitest';
import { expireStaffData } from '../../src/staff/expire-staff-data.ts';
import { HARBOR, SAKURA, startConsole } from './support/console-server.ts';
import { contentOnly } from './support/content-only.ts';

const DAY = 86_400_000;

describe('what is kept too long', () => {
  it('goes: requests by the clinic’s request-days, its audit by its audit-days', async () => {
    const server = await startConsole();
    const { clinics } = contentOnly().content;
    const [harbor, sakura] = [clinics.get(HARBOR), clinics.get(SAKURA)];
    if (!harbor || !sakura) throw new Error('there are no such clinics');
    const long = { ...sakura, keep: { ...sakura.keep, 'request-days': 365, 'audit-days': 3_650 } };
    for (const clinicId of [HARBOR, SAKURA]) {
      await server.request({ reference: clinicId, clinicId });
      await server.store.audit([{ at: server.clock.now, clinicId, by: 'x', what: 'request.read', about: null }]);
    }
    const days = harbor.keep['request-days'];
    const at = (day: number): number => server.clock.now + day * DAY;
    expect(await expireStaffData(server.store, [harbor, long], at(days))).toBe(0);
    expect(await expireStaffData(server.store, [harbor, long], at(days) + 1)).toBe(1);
    expect(await server.store.request(HARBOR)).toBeNull();
    expect(await server.store.request(SAKURA)).not.toBeNull();
    const audited = async () =>
      (await server.store.audited({ clinicIds: null, limit: 9, offset: 0 })).rows.map(({ clinicId }) => clinicId);
    expect(await audited()).toEqual([SAKURA, HARBOR]);
    await expireStaffData(server.store, [harbor, long], at(harbor.keep['audit-days']) + 1);
    expect(await audited()).toEqual([SAKURA]);
    await server.close();
  });
});
