import { isPossiblePhoneNumber } from 'libphonenumber-js';
import { z } from 'zod';
import { fhirWaySchema } from '../booking/fhir/fhir-way.ts';
import { slotsFileWaySchema } from '../booking/slots-file/slots-file-way.ts';
import { noticesSchema } from '../outbox/notices-schema.ts';
import { type Note, noteSchema, redFlagSchema } from './red-flag-schema.ts';

/** Ids are lower-case words joined by hyphens: they name files, so nothing else is allowed in them. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens')
  .max(60);

/** A calendar day, `2027-05-21`. */
export const daySchema = z.iso.date();

/** Who has read a text and until when that holds. `due` is the day it expires. */
export const reviewSchema = z.strictObject({
  state: z.enum(['pending', 'reviewed']),
  by: z.string().min(2).nullable(),
  due: daySchema,
});
export type Review = z.infer<typeof reviewSchema>;

export const urgencies = ['none', 'soon', 'urgent', 'emergency'] as const;
/** How soon the visitor must be seen: `emergency` now, `urgent` today, `soon` within days. Source: red-flags reference, section 1. */
export type Urgency = (typeof urgencies)[number];
/** The more urgent of two levels. */
export const worse = (a: Urgency, b: Urgency): Urgency => (urgencies.indexOf(a) >= urgencies.indexOf(b) ? a : b);

export const sections = [
  'link',
  'foot-conditions',
  'back-and-nerve',
  'causes-and-symptoms',
  'diagnosis',
  'who-and-when',
  'treatment',
  'footwear',
  'acupuncture',
  'clinic',
] as const;

/** Facts of a clinic that a text may name in braces, such as `{hours}`. */
export const placeholders = [
  'clinic',
  'hours',
  'places',
  'phone',
  'email',
  'contact',
  'services',
  'parking',
  'price',
  'insurance',
  'free-consultation',
  'cancelling',
  'bring',
  'booking',
  'emergency-number',
  'crisis-line',
  'abuse-line',
  'greeting',
  'open-state',
  'call-today',
  'request-days',
  'visit-days',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** The head of `content/<language>/topics/<id>.md`; the body below it is the answer. */
export const topicHeadSchema = z.strictObject({
  id: idSchema,
  section: z.enum(sections),
  question: z.string().min(8).max(120),
  label: z.string().min(3).max(40),
  related: z.array(idSchema).max(4).default([]),
  /** Shown with the answer: an id of `pictures.yaml`. */
  picture: idSchema.optional(),
  needs: z.array(z.enum(placeholders)).default([]),
  sources: z.array(z.strictObject({ id: z.string(), supports: z.string().min(3) })).min(1),
  review: reviewSchema,
});
/** One thing visitors ask about, with its answer. `unknown` is said when a clinic has not set one of `needs`. */
export type Topic = z.infer<typeof topicHeadSchema> & {
  readonly answer: string;
  readonly unknown: string | null;
  readonly phrasings: readonly string[];
};

/** One sentence or more that the bot says: `content/<language>/lines/*.yaml`, by line id. */
export const lineSchema = z.strictObject({
  kind: z.enum(['plain', 'emergency', 'urgent', 'soon', 'staff']).default('plain'),
  heading: z.string().max(60).optional(),
  text: z.string().min(1).max(900),
  /** Which number the reply offers to call; `contact`: every way to reach the clinic. */
  call: z.enum(['emergency', 'crisis', 'abuse', 'today', 'clinic']).optional(),
  /** Someone may be watching: the website shows a way to leave the page at once. */
  exit: z.literal(true).optional(),
});
export type LineWords = z.infer<typeof lineSchema>;

/** Words of a picture, `content/<language>/pictures.yaml` by picture id. `alt` says what someone who cannot see it must know. */
export const pictureSchema = z.strictObject({
  title: z.string().min(3).max(60),
  alt: z.string().min(20).max(320),
  sources: z.array(z.string()).min(1),
  review: reviewSchema,
});
export type PictureWords = z.infer<typeof pictureSchema>;

/** A drawing, `content/pictures/<id>.svg` and the PNG made from it. `height` in pixels at 320 wide. */
export interface Drawing {
  readonly svg: string;
  readonly png: Buffer;
  readonly height: number;
}

/** Where a fact was read: `content/sources.yaml`, by source id. */
export const sourceSchema = z.strictObject({
  name: z.string().min(3),
  url: z.url({ protocol: /^https?$/ }).optional(),
  read: daySchema,
});
export type Source = z.infer<typeof sourceSchema>;

const phoneSchema = z
  .string({ error: 'write the phone number in quotes, with its country code' })
  .refine(
    (number) => /^\+[\d ()-]+$/.test(number) && isPossiblePhoneNumber(number),
    'not a phone number with country code and digits, such as "+1 508 555 0142"',
  );
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
    .array(httpsSchema.refine((url) => new URL(url).origin === url, 'an origin only, such as https://harbor.example'))
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

/** A line of `content/<language>/messages/<writer>.jsonl`. */
export const messageSchema = z.strictObject({
  text: z.string().min(1),
  urgency: z.enum(urgencies),
  /** The red flag that fits best; null for a harmless message. */
  flag: z.string().nullable(),
  /** Other red flags that would be fair. */
  also: z.array(z.string()).default([]),
  /** What sort of message it is; an `unclear` one needs a question and teaches nothing. */
  kind: z.string().default('report'),
  voice: z.string().optional(),
});
export type LabelledMessage = z.infer<typeof messageSchema>;

/** `content/<language>/intents.yaml`: short messages that are not questions about health, by intent. */
export const intentsSchema = z.record(idSchema, z.array(z.string().min(1)).min(1));

export type { Note };
export { noteSchema, redFlagSchema };
export type RedFlag = z.infer<typeof redFlagSchema>;

/** Everything under `content/` for one language, checked. */
export interface LanguageContent {
  readonly topics: ReadonlyMap<string, Topic>;
  readonly lines: ReadonlyMap<string, LineWords>;
  /** Labels of fixed choices, by option id. */
  readonly options: ReadonlyMap<string, string>;
  readonly intents: Readonly<Record<string, readonly string[]>>;
  /** Messages by many voices, each labelled with its urgency and red flag: what screening's second opinion learns from. */
  readonly messages: readonly LabelledMessage[];
  /** What people say, by concept: `lexicon.yaml` for answering, `signs/` for screening. */
  readonly lexicon: Readonly<Record<string, readonly string[]>>;
  readonly signs: Readonly<Record<string, readonly string[]>>;
  readonly outOfScope: readonly string[];
  readonly pictures: ReadonlyMap<string, PictureWords>;
}

/** All content, checked as one whole. `hash` changes when any file does. */
export interface Content {
  readonly hash: string;
  readonly languages: Readonly<Record<string, LanguageContent>>;
  readonly redFlags: ReadonlyMap<string, RedFlag>;
  readonly notes: ReadonlyMap<string, Note>;
  readonly clinics: ReadonlyMap<string, Clinic>;
  readonly countryNumbers: ReadonlyMap<string, CountryNumbers>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly pictures: ReadonlyMap<string, Drawing>;
}
