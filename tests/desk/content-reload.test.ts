import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { fhirWaySchema } from '../../src/booking/fhir/fhir-way.ts';
import { openFhirServer } from '../booking/support/fhir-server.ts';
import { startServerProcess } from '../support/server.ts';
import { inFrontOf, makeCertificate, writeClinic, writeContent } from './support/clinic-folder.ts';

it('a clinic’s system that is added or changed while the server runs is read at once', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-reload-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const fhir = await openFhirServer();
  onTestFinished(() => fhir.close());
  const keys = makeCertificate(folder);
  const base = await inFrontOf(fhir.base, keys);
  const readsSchedule = (id: string) =>
    fhirWaySchema.parse({
      way: 'fhir',
      base: `${base}/fhir`,
      schedules: { quay: [`Schedule/${id}`] },
      'appointment-status': 'booked',
      'identifier-system': 'https://plumbline.example/bookings',
    });
  const content = writeContent(folder, {});
  const server = await startServerProcess({
    ...{ DATABASE_URL: `file:${join(folder, 'plumbline.db')}`, CONTENT_DIR: content },
    ...{ ALLOW_PRIVATE_ADDRESSES: 'true', NODE_EXTRA_CA_CERTS: keys.certFile },
  });
  onTestFinished(() => void server.child.kill('SIGKILL'));
  expect(fhir.asked).toEqual([]);
  for (const id of ['added', 'changed']) {
    writeClinic(content, { booking: [readsSchedule(id), { way: 'callback' }] });
    const asksForIt = expect.objectContaining({ path: expect.stringContaining(id) });
    await vi.waitFor(() => expect(fhir.asked).toContainEqual(asksForIt), { timeout: 20_000 });
  }
});
