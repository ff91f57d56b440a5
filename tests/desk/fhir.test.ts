import { setTimeout as wait } from 'node:timers/promises';
import type { Slot } from '@medplum/fhirtypes';
import ICAL from 'ical.js';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { FhirWay } from '../../src/booking/fhir/fhir-way.ts';
import type { Clinic } from '../../src/content/clinic-schema.ts';
import { appointmentsOf, standingIn } from '../booking/fhir/clinic.ts';
import { type FhirTestServer, openFhirServer } from '../booking/support/fhir-server.ts';
import { type DeskServer, MINUTE, startDeskServer, TUESDAY_MORNING } from './support/desk-server.ts';
import { quayFhirWay } from './support/fhir-way.ts';
import { openChat, type VisitorChat } from './support/visitor-chat.ts';

const HOUR = 60 * MINUTE;
const firstHours = [28, 30, 52];
let fhir: FhirTestServer;

beforeEach(async () => {
  fhir = await openFhirServer();
  onTestFinished(() => fhir.close());
  await fhir.store({ resourceType: 'Schedule', id: '1', actor: [{ reference: 'Practitioner/7' }] });
  for (const hours of firstHours) await fhir.store(slotAt(hours));
});

/** A free hour, so many hours after the start. */
const slotAt = (hours: number): Slot & { id: string } => ({
  resourceType: 'Slot',
  id: `in-${hours}`,
  schedule: { reference: 'Schedule/1' },
  status: 'free',
  start: new Date(TUESDAY_MORNING + hours * HOUR).toISOString(),
  end: new Date(TUESDAY_MORNING + (hours + 1) * HOUR).toISOString(),
});

async function startClinic(more: Partial<FhirWay> = {}): Promise<DeskServer> {
  const booking: Clinic['booking'] = [
    { ...quayFhirWay, base: fhir.base, ...more },
    { way: 'callback' },
    { way: 'phone', number: '+1 508 555 0142' },
  ];
  const server = await startDeskServer({ booking });
  await vi.waitFor(() => expect(server.systems.slots('quay-podiatry').length).toBe(firstHours.length));
  return server;
}

/** What the visitor was told of the outcome. */
const outcomes = (chat: VisitorChat): readonly string[] =>
  chat.lines().filter((line) => /^booking\.(booked|slot-gone|delivered|not-delivered)$/.test(line));
const offered = (chat: VisitorChat): readonly string[] =>
  chat.seen.findLast(({ suggestedActions }) => suggestedActions)?.suggestedActions?.actions.map(({ value }) => value) ??
  [];

/** The calendar file of a bubble, as a calendar reads it. */
function eventIn({ entities = [] }: Awaited<ReturnType<VisitorChat['until']>>): { event: ICAL.Event; file: string } {
  const file = entities.find((entity) => entity.file)?.file?.text ?? '';
  const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent');
  if (!event) throw new Error('the file holds no event');
  return { event: new ICAL.Event(event), file };
}

it('books the time in the clinic, and gives a calendar file that a calendar reads', async () => {
  const server = await startClinic();
  const chat = await openChat(server.url);
  const reference = await chat.book();
  const booked = await chat.until('booking.booked');
  const [appointment, ...more] = await appointmentsOf(fhir);
  expect(more).toEqual([]);
  expect(appointment).toMatchObject({ status: 'booked', slot: [{ reference: 'Slot/in-28' }] });
  expect(JSON.stringify(appointment?.identifier)).toContain(reference);
  const { event, file } = eventIn(booked);
  expect(event.startDate.toJSDate()).toEqual(new Date(slotAt(28).start));
  expect(event.summary).toBe('Visit at Quay Podiatry');
  expect(event.uid).toContain(reference);
  expect(file).not.toMatch(/Sam|0123|foot pain/i);
  server.forward(10 * MINUTE);
  await wait(100);
  expect(outcomes(chat)).toEqual(['booking.booked']);
  expect(await server.store.request(reference)).toMatchObject({ kind: 'appointment', delivery: 'delivered' });
});

it('tells calendars when the visit ends', async () => {
  const server = await startClinic();
  const chat = await openChat(server.url);
  await chat.book();
  const { event } = eventIn(await chat.until('booking.booked'));
  expect(event.endDate.toJSDate()).toEqual(new Date(slotAt(28).end));
});

it('says that the clinic has it, and not that it is booked, where the clinic must still agree', async () => {
  const server = await startClinic({ 'appointment-status': 'proposed' });
  const chat = await openChat(server.url);
  await chat.book();
  await chat.until('booking.delivered');
  expect((await appointmentsOf(fhir)).map(({ status }) => status)).toEqual(['proposed']);
  expect(outcomes(chat)).toEqual(['booking.delivered']);
});

it('tells that the time was taken between offer and confirmation, and offers the next ones', async () => {
  const server = await startClinic();
  const chat = await openChat(server.url);
  expect(await chat.fillIn()).toBe('booking.read-back');
  await fhir.store({ ...slotAt(28), status: 'busy' });
  await chat.press('confirm');
  await chat.until('booking.slot-gone');
  await chat.until('booking.ask-slot', 2);
  expect(offered(chat)[0]).toMatch(/5:00|17:00|4:00|16:00/);
  expect(await standingIn(fhir)).toEqual([]);
  await chat.press(0);
  await chat.until('booking.read-back', 2);
  await chat.press('confirm');
  await chat.until('booking.booked');
  expect((await standingIn(fhir)).map(({ slot }) => slot?.[0]?.reference)).toEqual(['Slot/in-30']);
  server.forward(10 * MINUTE);
  await wait(100);
  expect(outcomes(chat)).toEqual(['booking.slot-gone', 'booking.booked']);
});

it('gives a time that two visitors want at once to one of them, and the other the next', async () => {
  const server = await startClinic();
  const chats = [await openChat(server.url), await openChat(server.url)];
  const contacts = ['508 555 0123', '508 555 0124'];
  for (const [index, chat] of chats.entries())
    expect(await chat.fillIn({ contact: contacts[index] as string })).toBe('booking.read-back');
  await Promise.all(chats.map((chat) => chat.press('confirm')));
  await vi.waitFor(() => expect(chats.flatMap(outcomes).toSorted()).toEqual(['booking.booked', 'booking.slot-gone']), {
    timeout: 10_000,
  });
  const loser = chats.find((chat) => outcomes(chat).includes('booking.slot-gone')) as VisitorChat;
  expect((await standingIn(fhir)).map(({ slot }) => slot?.[0]?.reference)).toEqual(['Slot/in-28']);
  await loser.until('booking.ask-slot', 2);
  await loser.press(0);
  await loser.until('booking.read-back', 2);
  await loser.press('confirm');
  await loser.until('booking.booked');
  expect((await standingIn(fhir)).map(({ slot }) => slot?.[0]?.reference).toSorted()).toEqual([
    'Slot/in-28',
    'Slot/in-30',
  ]);
});

it('says honestly that the system is down, with the phone number, and books once it is back', async () => {
  const server = await startClinic();
  const chat = await openChat(server.url);
  expect(await chat.fillIn()).toBe('booking.read-back');
  fhir.before = () => ({ kind: 'status', status: 503 });
  await chat.press('confirm');
  await chat.until('booking.asked-for-time');
  await wait(200);
  expect(outcomes(chat)).toEqual([]);
  server.forward(2 * MINUTE);
  expect((await chat.until('booking.not-delivered')).text).toContain('tel:+15085550142');
  fhir.before = () => null;
  server.forward(5 * MINUTE);
  await chat.until('booking.booked');
  expect(outcomes(chat)).toEqual(['booking.not-delivered', 'booking.booked']);
  expect(await standingIn(fhir)).toHaveLength(1);
});

it('books no time that has passed while the system was down', async () => {
  const server = await startClinic();
  const chat = await openChat(server.url);
  expect(await chat.fillIn()).toBe('booking.read-back');
  fhir.before = () => ({ kind: 'cut' });
  await chat.press('confirm');
  await chat.until('booking.asked-for-time');
  server.forward(2 * MINUTE);
  await chat.until('booking.not-delivered');
  fhir.before = () => null;
  server.forward(29 * HOUR);
  await vi.waitFor(async () => expect((await server.store.waiting()).rows).toBe(0));
  expect(outcomes(chat)).toEqual(['booking.not-delivered']);
  expect(await standingIn(fhir)).toEqual([]);
});
