import { describe, expect, it } from 'vitest';
import { HARBOR, SAKURA, startConsole } from './support/console-server.ts';

describe('work that could not be delivered', () => {
  it('is shown to its clinic only, and tried again', async () => {
    const server = await startConsole();
    const [own, other] = [await server.signedIn(), await server.signedIn({ clinicIds: [SAKURA] })];
    expect((await own.get('/staff/not-delivered')).text).toContain('Everything was delivered.');
    const { visitId, clinicId } = { visitId: 'web/dead', clinicId: HARBOR };
    await server.store.commit({
      ...{ visitId, clinicId, revision: 0, state: {}, keys: ['dead'], answers: null, replies: [], miss: null },
      ...{ outbox: [{ key: 'work-1', kind: 'notice', body: { reference: 'K7M-4QD', to: 'email' } }] },
      ...{ requests: [], withdraw: [], keep: null, audit: {}, forget: false, now: server.clock.now },
    });
    const now = server.clock.now;
    await server.store.lease(now, now + 1, 1);
    await server.store.failed('work-1', { now, retryAt: null, reason: 'the mail server said <no>' });
    expect((await other.get('/staff/not-delivered')).text).not.toContain('K7M-4QD');
    expect((await other.post('/staff/not-delivered', { key: 'work-1' })).location).toBe(
      '/staff/not-delivered?done=gone',
    );
    expect((await own.get('/staff/not-delivered')).text).toContain('the mail server said &lt;no&gt;');
    expect((await own.post('/staff/not-delivered', { key: 'work-1' })).location).toBe(
      '/staff/not-delivered?done=again',
    );
    expect((await own.post('/staff/not-delivered', { key: 'work-1' })).location).toBe('/staff/not-delivered?done=gone');
    expect(await server.store.lease(now, now + 1, 1)).toMatchObject([{ key: 'work-1', attempts: 0 }]);
    await server.close();
  });
});
