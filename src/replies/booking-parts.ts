import { z } from 'zod';
import { calendarFile } from '../booking/calendar-file.ts';
import { describeTimes } from '../booking/describe-times.ts';
import { prefilledLink } from '../booking/prefilled-link.ts';
import { slotStart } from '../booking/slot-id.ts';
import { deepLink } from '../booking/slots-file/deep-link.ts';
import { visitorClock } from '../booking/visitor-clock.ts';
import { wallClock } from '../booking/wall-clock.ts';
import { describeDay, describeTime, usesTwelveHours, zoneName } from '../booking/windows.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import { callLink, shownPhone } from './clinic-values.ts';
import type { Voice } from './compose-reply.ts';
import type { Fact, Line, Link, Reply } from './reply.ts';

type Place = Clinic['places'][number];

const HALF_HOUR = 1_800_000;
const timesSchema = z
  .array(
    z.object({
      day: z.string().nullable(),
      until: z.string().nullable(),
      weekdays: z.array(z.number()).nullable(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  )
  .catch([]);

/** "Tuesday 24 November, 2:30 pm" for the free time of a choice; undefined for an id that is none. */
export function describeSlot(id: string, clinic: Clinic): string | undefined {
  const start = slotStart(id);
  if (Number.isNaN(start)) return undefined;
  const { day, time } = wallClock(clinic['time-zone'], start);
  return `${describeDay(day)}, ${describeTime(time, usesTwelveHours(clinic))}`;
}

/** A time on the clinic's clock, and on the visitor's where that differs. */
const inBothZones = (time: string, slot: string, clinic: Clinic, zone: string | null): string =>
  `${time}, ${zoneName(clinic['time-zone'])}${visitorClock(slotStart(slot), clinic, zone)}`;

/** What a line about a booking may name in braces. */
export function bookingValues({ values = {} }: Line, { clinic, zone }: Voice): Readonly<Record<string, string>> {
  const way = clinic.booking.find((each) => each.way === values.way);
  const time = describeSlot(values.slot ?? '', clinic);
  return {
    'way-note': way?.note ?? '',
    reference: values.reference ?? '',
    time: time ? inBothZones(time, values.slot ?? '', clinic, zone) : '',
    zone: zoneName(clinic['time-zone']),
    place: whereabouts(placeOf(values.place, clinic)),
    name: values.name ?? '',
    minutes: String(clinic.booking.find((each) => each.way === 'person')?.['answer-within'] ?? ''),
  };
}

/** The list of a read-back, the calendar file of a booked visit, and who at the clinic speaks, in their own words. */
export function bookingParts(said: Line, voice: Voice): Partial<Pick<Reply, 'facts' | 'file' | 'from' | 'text'>> {
  const { values = {} } = said;
  if (said.line === 'booking.read-back') return { facts: readBack(values, voice) };
  if (said.line === 'staff.wrote') return { from: values.name ?? '', text: values.text ?? '' };
  if (said.line === 'booking.booked' && values.slot) return { file: visitFile(values, voice) };
  return {};
}

function readBack(values: Readonly<Record<string, string>>, { words, clinic, zone }: Voice): readonly Fact[] {
  const label = (fact: string): string => words.options.get(`fact:${fact}`) ?? fact;
  const slot = describeSlot(values.slot ?? '', clinic);
  const times = timesSchema.parse(JSON.parse(values.times || '[]')).map((each) => describeTimes(each, clinic, zone));
  const phone =
    values.phone && `${shownPhone(values.phone, clinic)}${values.extension ? `, extension ${values.extension}` : ''}`;
  const facts = [
    { label: label('visit'), value: words.options.get(`reason:${values.reason}`) },
    { label: label('where'), value: placeOf(values.place, clinic)?.name },
    { label: label('when'), value: slot ? inBothZones(slot, values.slot ?? '', clinic, zone) : times.join('; or ') },
    { label: label('name'), value: values.name },
    { label: label('call'), value: phone },
    { label: label('email'), value: values.email },
  ];
  return facts.flatMap(({ label: named, value }) => (value ? [{ label: named, value }] : []));
}

function visitFile(values: Readonly<Record<string, string>>, { clinic, now }: Voice): NonNullable<Reply['file']> {
  const start = slotStart(values.slot ?? '');
  const place = placeOf(values.place, clinic);
  const text = calendarFile({
    reference: values.reference ?? '',
    clinicName: clinic.name,
    address: place?.address ?? '',
    phone: place?.phone ?? clinic.phones[0]?.number ?? '',
    start,
    end: Number(values.end ?? '') || start + HALF_HOUR,
    zone: clinic['time-zone'],
    url: clinic.page ?? clinic.origins[0] ?? 'https://plumbline.example/',
    now,
    sequence: 0,
    cancelled: false,
  });
  return { name: 'visit.ics', type: 'text/calendar', text };
}

/** The links of a way of booking. */
export function wayLinks({ values = {} }: Line, { clinic, slots }: Voice): readonly Link[] {
  const way = clinic.booking.find((each) => each.way === values.way);
  const open = (label: string, url: string): Link[] => [{ label, href: new URL(url).href }];
  switch (way?.way) {
    case 'phone': {
      const number = clinic.places.find(({ id }) => id === values.place)?.phone ?? way.number;
      return [callLink(`Call ${shownPhone(number, clinic)}`, number)];
    }
    case 'email':
      return [{ label: `E-mail ${way.address}`, href: `mailto:${way.address}` }];
    case 'link':
      return open('Open online booking', prefilledLink(way, values));
    case 'page':
      return open('Open the contact page', way.url);
    case 'slots-file': {
      const start = slotStart(values.slot ?? '');
      const slot = slots.find(
        (each) => each.start === start && [null, values.place || each.place].includes(each.place),
      );
      const link = slot && deepLink(slot, { source: clinic.id, reference: values.reference ?? '' });
      return link ? open('Book this time', link) : [];
    }
    default:
      return [];
  }
}

/** The place chosen, or the only one. */
const placeOf = (id: string | undefined, { places }: Clinic): Place | undefined =>
  places.length === 1 ? places[0] : places.find((place) => place.id === id);

const whereabouts = (place: Place | undefined): string => (place ? `${place.name}, ${place.address}` : '');
