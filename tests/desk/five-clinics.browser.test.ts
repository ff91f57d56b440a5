import { readFileSync } from 'node:fs';
import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { slotsFileWaySchema } from '../../src/booking/slots-file/slots-file-way.ts';
import type { Clinic } from '../../src/content/clinic-schema.ts';
import { appointmentsOf } from '../booking/fhir/clinic.ts';
import { openPublisher } from '../booking/slots-file/publisher.ts';
import { openFhirServer } from '../booking/support/fhir-server.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { hasChromium, watchedPage, write } from '../widget/support/browser.ts';
import { sharedBrowser } from '../widget/support/shared.ts';
import { begin, bubbles, press, referenceIn, say, shootLooks, signIn, visitClinic } from './support/chat-page.ts';
import { type Opened, openClinicSites } from './support/clinic-sites.ts';
import { CLINIC } from './support/clinics.ts';
import { type DeskServer, makeAccount, startDeskServer, TUESDAY_MORNING } from './support/desk-server.ts';
import { quayFhirWay } from './support/fhir-way.ts';

const sites = await openClinicSites();
const browser = await sharedBrowser(sites.args);

const SLOW = { timeout: 60_000 };
const HOUR = 3_600_000;
/** Tomorrow at 2 pm in New York. */
const FREE = { start: TUESDAY_MORNING + 28 * HOUR, end: TUESDAY_MORNING + 29 * HOUR };
const NASTY = '*2* pm?  [x](javascript:alert(1))\n1. **Bring** <b>shoes</b>\n   2. {phone} & `scans`';

/** A visitor of a clinic, with a server of their own; no page may do what its policy forbids. */
async function visit(
  clinic: string,
  changes: Partial<Clinic> = {},
): Promise<{ readonly server: DeskServer; readonly page: Page; readonly chat: FrameLocator }> {
  const server = await startDeskServer(changes);
  if (changes.booking)
    await vi.waitFor(
      async () => {
        await server.systems.ready();
        expect(server.systems.slots(clinic)).not.toEqual([]);
      },
      { timeout: 20_000 },
    );
  const { page, chat, faults } = await visitClinic(browser, server.url, clinic);
  onTestFinished(async () => {
    await page.context().close();
    expect(faults).toEqual([]);
  });
  return { server, page, chat };
}

/** Presses a link that opens the clinic's own page, and gives what that page was asked for. */
async function follow(page: Page, chat: FrameLocator, name: string): Promise<Opened> {
  const link = chat.getByRole('link', { name }).last();
  expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
  const [tab] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
  await tab.getByRole('heading', { name: 'The clinic’s own page' }).waitFor();
  expect(await tab.evaluate(() => window.opener)).toBeNull();
  await tab.close();
  const opened = sites.opened.at(-1);
  if (!opened) throw new Error('the clinic’s page was not asked for');
  expect(opened.referer).toBeUndefined();
  return opened;
}

/** A page in which the front desk is signed in. */
async function openStaff(server: DeskServer, clinicId: string): Promise<Page> {
  await makeAccount(server.store, 'kim@clinic.example', 'Kim Lee', server.now(), [clinicId]);
  const { page, faults } = await watchedPage(browser, { reducedMotion: 'reduce' });
  onTestFinished(async () => {
    await page.context().close();
    expect(faults).toEqual([]);
  });
  await page.goto(`${server.url}/staff`);
  await signIn(page, 'kim@clinic.example');
  return page;
}

describe.skipIf(!hasChromium)('each shipped clinic books in its own way, through the widget', SLOW, () => {
  it('three offices and an online scheduling tool: its form is filled with what was typed for it', async () => {
    const { page, chat } = await visit('harbor-foot-spine');
    await begin(chat, 'Mill Road');
    const unfilled = await follow(page, chat, 'Open online booking');
    expect([...unfilled.url.searchParams.keys()]).toEqual(['metadata[ref]']);
    await press(chat, 'way:callback');
    await say(chat, 'Bo Rivera, bo@mail.example, 508 555 0123');
    await say(chat, 'stop');
    await press(chat, 'book');
    await press(chat, 'reason:foot');
    await press(chat, 'Mill Road');
    const { url } = await follow(page, chat, 'Open online booking');
    expect([url.origin, url.pathname]).toEqual(['https://schedule.harbor.example', '/new-visit']);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      name: 'Bo Rivera',
      email: 'bo@mail.example',
      'metadata[ref]': expect.stringMatching(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/),
    });
    await shootLooks(page, 'harbor-link');
  });

  it('Tokyo, by e-mail and a contact page', async () => {
    const { page, chat } = await visit('sakura-hari');
    await begin(chat);
    const mail = chat.getByRole('link', { name: 'E-mail hello@sakura-hari.example' }).last();
    expect(await mail.getAttribute('href')).toBe('mailto:hello@sakura-hari.example');
    await bubbles(chat).filter({ hasText: 'Tokyo time' }).waitFor();
    await shootLooks(page, 'sakura-email');
    await press(chat, 'way:page');
    expect((await follow(page, chat, 'Open the contact page')).url.href).toBe('https://sakura-hari.example/contact');
    await shootLooks(page, 'sakura-page');
  });

  it('a contact form, and a vanity number in digits', async () => {
    const { page, chat } = await visit('capital-podiatry');
    await begin(chat);
    expect((await follow(page, chat, 'Open the contact page')).url.href).toBe('https://capital-steps.example/contact');
    await shootLooks(page, 'capital-page');
    await press(chat, 'way:phone');
    const call = chat.getByRole('link', { name: 'Call (301) 555-0138' }).last();
    expect(await call.getAttribute('href')).toBe('tel:+13015550138');
    await shootLooks(page, 'capital-phone');
  });

  it('two numbers: that of the place; and a call back that staff see, claim, note and close', async () => {
    const { server, page, chat } = await visit('garden-spine');
    await begin(chat, 'Ridge Shore');
    const call = chat.getByRole('link', { name: 'Call (732) 555-0127' }).last();
    expect(await call.getAttribute('href')).toBe('tel:+17325550127');
    await shootLooks(page, 'garden-phone');

    const staff = await openStaff(server, 'garden-spine');
    await press(chat, 'way:callback');
    await say(chat, 'Sam');
    await shootLooks(page, 'garden-callback-asks');
    await say(chat, '732 555 0123');
    await say(chat, 'Thursday afternoon');
    await shootLooks(page, 'garden-callback-read-back');
    await press(chat, 'confirm');
    await bubbles(chat).filter({ hasText: 'The clinic has your request' }).waitFor();
    await shootLooks(page, 'garden-callback-delivered');
    const reference = await referenceIn(chat);

    await staff.goto(`${server.url}/staff`);
    await shootLooks(staff, 'garden-staff-inbox');
    await staff.getByRole('link', { name: reference }).click();
    await staff.getByText('Thursday 3 December, 12:00 pm to 5:00 pm').waitFor();
    await staff.getByRole('button', { name: 'Claim' }).click();
    await staff.getByLabel('New note').fill('Called, comes on Thursday at 2.');
    await staff.getByRole('button', { name: 'Add the note' }).click();
    await shootLooks(staff, 'garden-staff-request');
    await staff.getByRole('button', { name: 'Close' }).click();
    await staff.getByText('Closed by you').waitFor();
    expect(await server.store.request(reference)).toMatchObject({ state: 'closed', delivery: 'delivered' });
    await staff.getByRole('link', { name: 'Erase this request…' }).click();
    await shootLooks(staff, 'garden-staff-erase');
  });

  it('a blog without a clinic sends people to a doctor', async () => {
    const { page, chat } = await visit('firm-ground');
    await say(chat, 'book an appointment');
    await bubbles(chat).filter({ hasText: 'own doctor' }).waitFor();
    expect(await chat.locator('#choices').textContent()).not.toContain('Book');
    await shootLooks(page, 'firm-ground');
  });

  it('a person joins; what they type arrives as it was typed, and what the visitor writes reaches them', async () => {
    const { server, page, chat } = await visit('harbor-foot-spine');
    const staff = await openStaff(server, 'harbor-foot-spine');
    await begin(chat, 'Mill Road');
    await press(chat, 'way:person');
    await bubbles(chat).filter({ hasText: 'asked the clinic for a person' }).waitFor();
    await staff.reload();
    await staff.locator('a.reference').first().click();
    await staff.getByRole('link', { name: 'Open the conversation' }).click();
    await staff.getByRole('button', { name: 'Take over' }).click();
    await staff.getByLabel('Your reply').fill(NASTY);
    await staff.getByRole('button', { name: 'Send' }).click();
    const reply = chat.locator('.staff').last();
    await reply.waitFor();
    expect(await reply.locator('p').last().innerText()).toBe(NASTY);
    expect(await reply.locator('a, b, strong, ol, li, code').count()).toBe(0);
    await write(chat, 'Is *there* parking?');
    await staff.getByText('Is *there* parking?').waitFor({ timeout: 10_000 });
    await shootLooks(page, 'harbor-person');
    await shootLooks(staff, 'harbor-person-staff');
  });
});

describe.skipIf(!hasChromium)('a clinic with a system of its own', SLOW, () => {
  it('publishes free times as files: one is picked, and booked on the clinic’s page', async () => {
    const publisher = await openPublisher();
    onTestFinished(() => publisher.close());
    const file = (type: string) => ({ type, url: `${publisher.base}/${type}.ndjson` });
    const [start, end] = [FREE.start, FREE.end].map((at) => new Date(at).toISOString());
    publisher.files.set('/$bulk-publish', JSON.stringify({ output: [file('Schedule'), file('Slot')] }));
    publisher.files.set(
      '/Schedule.ndjson',
      JSON.stringify({ resourceType: 'Schedule', id: '1', actor: [{ reference: 'Location/L1' }] }),
    );
    publisher.files.set(
      '/Slot.ndjson',
      JSON.stringify({
        ...{ resourceType: 'Slot', id: 'a', schedule: { reference: 'Schedule/1' }, status: 'free', start, end },
        extension: [
          {
            url: 'http://hl7.org/fhir/uv/smart-scheduling-links/StructureDefinition/booking-deep-link',
            valueUrl: 'https://book.quay.example/go?slot=a',
          },
        ],
      }),
    );
    const way = slotsFileWaySchema.parse({
      way: 'slots-file',
      manifest: 'https://book.quay.example/$bulk-publish',
      hosts: ['book.quay.example'],
      places: { quay: 'L1' },
    });
    const read = { manifest: `${publisher.base}/$bulk-publish`, hosts: [...way.hosts, publisher.host] };
    const { page, chat } = await visit(CLINIC, { booking: [{ ...way, ...read }, { way: 'callback' }] });
    await begin(chat);
    await shootLooks(page, 'quay-slots');
    await press(chat, 'Wednesday 2 December, 2:00 pm');
    const { url } = await follow(page, chat, 'Book this time');
    expect([url.host, url.pathname]).toEqual(['book.quay.example', '/go']);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      slot: 'a',
      source: CLINIC,
      'booking-referral': expect.stringMatching(/^[2-9A-Z]{3}-[2-9A-Z]{3}$/),
    });
    await shootLooks(page, 'quay-slots-link');
  });

  it('speaks FHIR: a free time is picked, confirmed and booked, and goes into the calendar', async () => {
    const fhir = await openFhirServer();
    onTestFinished(() => fhir.close());
    await fhir.store({ resourceType: 'Schedule', id: '1', actor: [{ reference: 'Practitioner/7' }] });
    await fhir.store({
      ...{ resourceType: 'Slot', id: 'a', schedule: { reference: 'Schedule/1' }, status: 'free' },
      ...{ start: new Date(FREE.start).toISOString(), end: new Date(FREE.end).toISOString() },
    });
    const { page, chat } = await visit(CLINIC, { booking: [{ ...quayFhirWay, base: fhir.base }, { way: 'callback' }] });
    await begin(chat);
    await press(chat, 'Wednesday 2 December, 2:00 pm');
    await say(chat, 'Sam, sam@mail.example');
    await shootLooks(page, 'quay-fhir-read-back');
    await press(chat, 'confirm');
    await chat.getByRole('heading', { name: 'Your visit is booked' }).waitFor();
    const reference = await referenceIn(chat);
    const [appointment] = await appointmentsOf(fhir);
    expect(appointment).toMatchObject({ status: 'booked', slot: [{ reference: 'Slot/a' }] });
    expect(JSON.stringify(appointment?.identifier)).toContain(reference);
    const saving = page.waitForEvent('download');
    await chat.getByRole('button', { name: 'Add to calendar' }).click();
    const calendar = readFileSync(await (await saving).path(), 'utf8');
    expect(calendar).toContain('SUMMARY:Visit at Quay Podiatry');
    expect(calendar).toContain(reference);
    await shootLooks(page, 'quay-fhir-booked');
  });
});

it('names every shipped clinic', () => {
  const driven = readFileSync(import.meta.filename, 'utf8');
  for (const id of shippedKnowledge().content.clinics.keys()) expect(driven).toContain(`visit('${id}'`);
});
