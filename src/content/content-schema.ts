import { z } from 'zod';
import type { Clinic, CountryNumbers } from './clinic-schema.ts';
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
