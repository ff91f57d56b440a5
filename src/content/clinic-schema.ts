import { isPossiblePhoneNumber } from 'libphonenumber-js';
import { z } from 'zod';
import { fhirWaySchema } from '../booking/fhir/fhir-way.ts';
import { slotsFileWaySchema } from '../booking/slots-file/slots-file-way.ts';
import { noticesSchema } from '../outbox/notices-schema.ts';
import { daySchema, idSchema, sections } from './content-schema.ts';

const phoneSchema = z
  .string({ error: 'write the phone number in quotes, with its country code' })
  .refine(
    (number) => /^\+[\d ()-]+$/.test(number) && isPossiblePhoneNumber(number),
    'not a phone number with country code and digits, such as "+1 508 555 0142"',
  );
/** Said of what is no address too: every fault of a value is told at once. */
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text && !text.includes('*');
const httpsSchema = z.url({ protocol: /^https$/, error: 'must be an https address' });
/** A period of one day in clinic time, `08:00-17:30`; `24:00` ends a day. */
export const periodSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write a period as "08:00-17:30"')
  .refine((p) => p.slice(0, 5) < p.slice(6), 'a period must end after it starts');
const periods = z.array(periodSchema).max(4).default([]);

export const waySchema = z.discriminatedUnion('way', [
  z.strictObject({
    way: z.literal('link'),
    url: httpsSchema,
    /** Whose parameters the page takes: what the visitor typed here fills its form. */
    prefill: z.enum(['cal.com', 'calendly', 'acuity']).optional(),
    note: z.string().max(160).optional(),
  }),
  z.strictObject({ way: z.literal('phone'), number: phoneSchema, note: z.string().max(160).optional() }),
  z.strictObject({ way: z.literal('page'), url: httpsSchema, note: z.string().max(160).optional() }),
  z.strictObject({ way: z.literal('email'), address: z.email(), note: z.string().max(160).optional() }),
  /** Staff call back; requests are kept here and delivered to the inbox and by the clinic's notices. */
  z.strictObject({ way: z.literal('callback'), note: z.string().max(160).optional() }),
  /** A person joins the chat while the clinic is open; after so many minutes without one the visitor is told. */
  z.strictObject({
    way: z.literal('person'),
    'answer-within': z.int().min(1).max(60).default(5),
    /** Where the person answers: in our inbox, or in a hub that listens on the visit's own channel for hand-off events. Left out: the inbox. */
    hub: z
      .enum(['inbox', 'channel'], {
        error: "write inbox (people answer at /staff) or channel (a hub gets hand-off events on the visit's channel)",
      })
      .optional(),
    note: z.string().max(160).optional(),
  }),
  slotsFileWaySchema,
  fhirWaySchema,
]);
/** One way in which a clinic takes bookings. */
export type Way = z.infer<typeof waySchema>;

/** `content/clinics/<id>.yaml`: all that differs from one clinic to the next. */
export const clinicSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(2).max(60),
  kind: z.string().min(3).max(120),
  /** False for a site that has no clinic of its own: it informs and sends people to a doctor. */
  'sees-people': z.boolean(),
  country: z.string().regex(/^[A-Z]{2}$/, 'two capital letters, such as US'),
  languages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
  'time-zone': z
    .string()
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'not a time zone, such as America/New_York'),
  hours: z
    .strictObject({ mon: periods, tue: periods, wed: periods, thu: periods, fri: periods, sat: periods, sun: periods })
    .optional(),
  holidays: z.array(z.strictObject({ day: daySchema, name: z.string().min(2) })).default([]),
  places: z
    .array(
      z.strictObject({
        id: idSchema,
        name: z.string().min(2).max(40),
        address: z.string().min(5),
        phone: phoneSchema.optional(),
      }),
    )
    .max(12)
    .default([]),
  phones: z
    .array(z.strictObject({ label: z.string().min(2).max(40), number: phoneSchema }))
    .max(6)
    .default([]),
  email: z.email().optional(),
  page: httpsSchema.optional(),
  services: z.array(z.string().min(2)).default([]),
  facts: z
    .strictObject({
      parking: z.string().optional(),
      price: z.string().optional(),
      insurance: z.string().optional(),
      'free-consultation': z.string().optional(),
      cancelling: z.string().optional(),
      bring: z.string().optional(),
    })
    .default({}),
  /** Overrides of the dated table by country. */
  numbers: z
    .strictObject({
      emergency: z
        .string()
        .regex(/^\d{3}$/)
        .optional(),
      crisis: z.string().optional(),
    })
    .default({}),
  origins: z
    .array(httpsSchema.refine(isOrigin, 'an origin only, such as https://harbor.example, without a path or a *'))
    .default([]),
  brand: z.strictObject({ color: z.string().regex(/^#[0-9a-f]{6}$/i), greeting: z.string().min(5).max(160) }),
  /** Seconds after which the chat opens by itself on the clinic's pages; left out, it does not. */
  widget: z.strictObject({ opens: z.int().min(5).max(600).optional() }).default({}),
  answers: z.strictObject({ sections: z.array(z.enum(sections)).min(1), without: z.array(idSchema).default([]) }),
  reviewer: z.strictObject({ name: z.string().min(2), placeholder: z.boolean() }),
  booking: z.array(waySchema).max(8),
  notices: noticesSchema.default({}),
  keep: z.strictObject({
    'visit-days': z.int().min(1).max(365),
    'audit-days': z.int().min(30).max(3650),
    /** Requests to call back, for a person and for appointments, with the name and number that were left. */
    'request-days': z.int().min(1).max(365).default(90),
    /** Messages that found no answer, without names, numbers and addresses, for as long as their visit. */
    unanswered: z.boolean().default(true),
  }),
});
export type Clinic = z.infer<typeof clinicSchema>;

/** `content/emergency-numbers.yaml`, by country code. Numbers as dialled; `shown` as people know the line. */
export const countryNumbersSchema = z.strictObject({
  emergency: z.string().regex(/^\d{3}$/, 'write the number in quotes, "911"'),
  advice: z
    .string()
    .regex(/^#?\d{3,5}$/)
    .optional(),
  crisis: z.strictObject({ name: z.string(), number: z.string() }).optional(),
  /** For people who are hurt or threatened by someone close. */
  abuse: z.strictObject({ name: z.string(), number: z.string() }).optional(),
  source: z.string(),
  read: daySchema,
});
export type CountryNumbers = z.infer<typeof countryNumbersSchema>;
