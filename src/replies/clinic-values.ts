import { parsePhoneNumber } from 'libphonenumber-js';
import { describeHours, openingState } from '../booking/opening-state.ts';
import type { Clinic, CountryNumbers } from '../content/clinic-schema.ts';
import type { Placeholder } from '../content/content-schema.ts';
import type { Link } from './reply.ts';

/** Everything a text may name of a clinic; null where the clinic has not set it. */
export type ClinicValues = Readonly<Record<Placeholder, string | null>>;

/** The number to call in an emergency: the clinic's own, else its country's. */
export const emergencyNumber = (clinic: Clinic, numbers: CountryNumbers | undefined): string =>
  clinic.numbers.emergency ?? numbers?.emergency ?? '112';

/** A phone number as people in the clinic's country write it. */
export const shownPhone = (number: string, clinic: Clinic): string => {
  const phone = parsePhoneNumber(number);
  return phone.country === clinic.country || phone.countryCallingCode === '1'
    ? phone.formatNational()
    : phone.formatInternational();
};

/** A `tel:` link of a number as dialled. */
export const callLink = (label: string, number: string): Link => ({
  label,
  href: `tel:${number.replace(/[^\d+#*]/g, '')}`,
});

/** The numbers that answer today: the clinic's, then the country's advice line. */
export const todayLinks = (clinic: Clinic, numbers: CountryNumbers | undefined): readonly Link[] => [
  ...contactLinks(clinic).filter(({ href }) => href.startsWith('tel:')),
  ...(numbers?.advice ? [callLink(`Call ${numbers.advice}`, numbers.advice)] : []),
];

const contacts = new WeakMap<Clinic, readonly Link[]>();

/** The links by which a clinic can be reached: phones, e-mail, contact page. */
export function contactLinks(clinic: Clinic): readonly Link[] {
  const links = contacts.get(clinic) ?? contactsOf(clinic);
  contacts.set(clinic, links);
  return links;
}

function contactsOf(clinic: Clinic): readonly Link[] {
  const several = clinic.phones.length > 1;
  return [
    ...clinic.phones.map(({ label, number }) =>
      callLink(`Call ${several ? `${label} ` : ''}${shownPhone(number, clinic)}`, number),
    ),
    ...(clinic.email ? [{ label: `E-mail ${clinic.email}`, href: `mailto:${clinic.email}` }] : []),
    ...(clinic.page ? [{ label: 'Open the contact page', href: clinic.page }] : []),
  ];
}

/** Fills the values of a clinic at `now` (epoch milliseconds). */
export function clinicValues(clinic: Clinic, numbers: CountryNumbers | undefined, now: number): ClinicValues {
  const phone = clinic.phones[0]?.number ?? null;
  const shown = phone && shownPhone(phone, clinic);
  const state = openingState(clinic, now).text;
  const crisis =
    clinic.numbers.crisis ??
    (numbers?.crisis ? `${numbers.crisis.name} (${numbers.crisis.number})` : 'a crisis line near you');
  return {
    clinic: clinic.name,
    greeting: clinic.brand.greeting,
    hours: describeHours(clinic, now),
    'open-state': state ? `The clinic ${/^(open|closed) /.test(state) ? 'is ' : ''}${state}.` : '',
    places: clinic.places.map(({ name, address }) => `**${name}**: ${address}`).join('\n') || null,
    phone: shown,
    email: clinic.email ?? null,
    contact: contactSentence(clinic, shown),
    services: clinic.services.join(', ') || null,
    parking: clinic.facts.parking ?? null,
    price: clinic.facts.price ?? null,
    insurance: clinic.facts.insurance ?? null,
    'free-consultation': clinic.facts['free-consultation'] ?? null,
    cancelling: clinic.facts.cancelling ?? null,
    bring: clinic.facts.bring ?? null,
    booking: bookingSentence(clinic),
    'emergency-number': emergencyNumber(clinic, numbers),
    'crisis-line': crisis,
    'request-days': String(clinic.keep['request-days']),
    'visit-days': String(clinic.keep['visit-days']),
    'abuse-line': numbers?.abuse ? `${numbers.abuse.name} (${numbers.abuse.number})` : 'a domestic-abuse line near you',
    'call-today': `Call ${joined(['your doctor', numbers?.advice ?? 'an urgent care line', ...(phone ? ['the clinic'] : [])])} today.`,
  };
}

function contactSentence(clinic: Clinic, phone: string | null): string {
  const ways = [
    phone && `call ${phone}`,
    clinic.email && `write to ${clinic.email}`,
    clinic.page && 'use the contact page',
  ].filter(Boolean);
  if (!clinic['sees-people'])
    return `${clinic.name} has no clinic of its own, so please ask your doctor.${clinic.email ? ` The editors read ${clinic.email}.` : ''}`;
  return ways.length === 0 ? `Please ask ${clinic.name} directly.` : `You can ${joined(ways as string[])}.`;
}

function bookingSentence(clinic: Clinic): string {
  const names = {
    link: 'book online',
    phone: 'call the clinic',
    page: 'use the contact page',
    email: 'send an e-mail',
    callback: 'ask to be called back',
    person: 'chat with a person',
    'slots-file': 'pick a free time',
    fhir: 'pick a free time',
  };
  if (clinic.booking.length === 0)
    return `${clinic.name} takes no bookings. Please book with your own doctor or a local clinic.`;
  return `You can ${joined([...new Set(clinic.booking.map(({ way }) => names[way]))])}.`;
}

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
