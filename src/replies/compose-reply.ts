import type { FreeSlot } from '../booking/free-slot.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import type { Content, LanguageContent, LineWords, Topic } from '../content/content-schema.ts';
import { bookingParts, bookingValues, describeSlot, wayLinks } from './booking-parts.ts';
import { type ClinicValues, callLink, clinicValues, contactLinks, todayLinks } from './clinic-values.ts';
import type { About, Line, Link, Option, Picture, Reply } from './reply.ts';

/** Whose words are spoken, for which clinic, at what time (epoch milliseconds), with what the clinic's file fills in at that time. */
export interface Voice {
  readonly content: Content;
  readonly words: LanguageContent;
  readonly clinic: Clinic;
  readonly now: number;
  readonly values: ClinicValues;
  /** Free times of the clinic's own system. */
  readonly slots: readonly FreeSlot[];
  /** The visitor's own time zone; null when it is not known. */
  readonly zone: string | null;
}

const MINUTE = 60_000;
const lastValues = new WeakMap<Clinic, { readonly minute: number; readonly values: ClinicValues }>();

/** A clinic's voice at one time. What the clinic's file fills in changes by the minute at most, so it is kept that long. */
export function voiceOf(
  content: Content,
  words: LanguageContent,
  clinic: Clinic,
  now: number,
  slots: readonly FreeSlot[] = [],
  zone: string | null = null,
): Voice {
  const minute = Math.floor(now / MINUTE);
  let last = lastValues.get(clinic);
  if (last?.minute !== minute) {
    last = { minute, values: clinicValues(clinic, content.countryNumbers.get(clinic.country), now) };
    lastValues.set(clinic, last);
  }
  return { content, words, clinic, now, values: last.values, slots, zone };
}

type Values = Readonly<Record<string, string | null>>;

/** A line id and its values to a reply. Throws when the line is not defined: a test proves that none is missing. */
export function composeReply(said: Line, voice: Voice, turn: Pick<Reply, 'id' | 'urgency' | 'answer'>): Reply {
  const topic = said.line.startsWith('answer.') ? voice.words.topics.get(said.line.slice('answer.'.length)) : undefined;
  const clinic = voice.values;
  const note = voice.content.notes.get(said.line);
  const base = { ...turn, lines: [said.line], options: optionsOf(said.options ?? [], voice) };
  if (topic) return { ...base, ...answerOf(topic, clinic, voice) };
  if (note) return { ...base, kind: 'plain', heading: null, text: note.en.caution, links: [], about: null };
  const words = voice.words.lines.get(said.line);
  if (!words) throw new Error(`line ${said.line} is not in content/<language>/lines; add it there`);
  const values = { ...clinic, ...flagValues(said, voice), ...bookingValues(said, voice) };
  return {
    ...base,
    kind: words.kind,
    heading: words.heading ? fill(words.heading, values) : null,
    text: fill(words.text, values),
    links: linksOf(said, words, clinic, voice),
    about: null,
    ...(words.exit && { exit: words.exit }),
    ...bookingParts(said, voice),
  };
}

function answerOf(
  topic: Topic,
  clinic: ClinicValues,
  voice: Voice,
): Pick<Reply, 'kind' | 'heading' | 'text' | 'links' | 'about' | 'picture'> {
  const picture = pictureOf(topic, voice);
  const known = topic.needs.every((need) => clinic[need]);
  const text = known ? topic.answer : (topic.unknown ?? topic.answer);
  const emergency = clinic['emergency-number'] ?? '';
  return {
    kind: 'answer',
    heading: null,
    text: fill(text, clinic),
    links: [
      ...(topic.id === 'red-flags' ? [callLink(`Call ${emergency}`, emergency)] : []),
      ...(/\{(contact|phone|email|booking)\}/.test(text) ? contactLinks(voice.clinic) : []),
    ],
    about: topic.section === 'clinic' ? null : aboutOf(topic, voice.content),
    ...(picture && { picture }),
  };
}

/** A topic's picture, until its review runs out. */
function pictureOf({ picture: id = '' }: Topic, { content, words, now }: Voice): Picture | null {
  const said = words.pictures.get(id);
  const drawing = content.pictures.get(id);
  if (!said || !drawing || Date.parse(`${said.review.due}T23:59:59Z`) < now) return null;
  return { id, title: said.title, alt: said.alt, height: drawing.height };
}

function aboutOf(topic: Topic, content: Content): About {
  const unchecked = { name: 'General medical knowledge, not checked yet', url: null };
  return {
    sources: topic.sources.map(({ id, supports }) => {
      const source = content.sources.get(id);
      return { ...(source ? { name: source.name, url: source.url ?? null } : unchecked), supports };
    }),
    review: topic.review.state,
    reviewedBy: topic.review.by,
    due: topic.review.due,
  };
}

/** Option ids with the labels that the visitor sees; ids without a label any more are left out. */
export function optionsOf(ids: readonly string[], { words, clinic }: Voice): Option[] {
  return ids.flatMap((id) => {
    const [kind, name] = id.split(':');
    const label =
      kind === 'topic'
        ? words.topics.get(name ?? '')?.label
        : kind === 'place'
          ? clinic.places.find((place) => place.id === name)?.name
          : kind === 'slot'
            ? describeSlot(name ?? '', clinic)
            : words.options.get(id);
    return label ? [{ id, label }] : [];
  });
}

function flagValues({ values }: Line, voice: Voice): Values {
  if (values?.flag === undefined) return {};
  const flag = voice.content.redFlags.get(values.flag)?.en;
  return {
    reason: reasonOf(values, voice),
    tell: fill(flag?.tell ?? '', voice.values),
    ask: flag?.ask ?? '',
  };
}

/** Why: what the visitor answered to our own question, else what the red flag's file says. */
function reasonOf({ flag = '', said, about, level }: Readonly<Record<string, string>>, voice: Voice): string {
  const text = (id: string): string => voice.words.lines.get(id)?.text ?? '';
  if (said && about) {
    const told = fill(text(`interview.said-${said}`), { about: text(`interview.about-${about}`) });
    return `${told} ${text(`interview.needs-${level}`)}`;
  }
  const reason = voice.content.redFlags.get(flag)?.en.reason ?? text('safety.checklist');
  return said === 'unsure' ? `${text('safety.unsure-counts')} ${reason}` : reason;
}

function linksOf(said: Line, words: LineWords, values: ClinicValues, voice: Voice): readonly Link[] {
  const { clinic, content } = voice;
  const emergency = values['emergency-number'] ?? '';
  if (said.line.startsWith('booking.way-')) return wayLinks(said, voice);
  if (words.call === 'emergency') return [callLink(`Call ${emergency}`, emergency)];
  if (words.call === 'crisis' || words.call === 'abuse') {
    const line = content.countryNumbers.get(clinic.country)?.[words.call];
    return [...(line ? [callLink(`Call ${line.name}`, line.number)] : []), callLink(`Call ${emergency}`, emergency)];
  }
  if (words.call === 'today')
    return [
      ...todayLinks(clinic, content.countryNumbers.get(clinic.country)),
      callLink(`Call ${emergency}`, emergency),
    ];
  if (words.call === 'clinic') return [...contactLinks(clinic), callLink(`Call ${emergency}`, emergency)];
  return words.text.includes('{contact}') ? contactLinks(clinic) : [];
}

const fill = (text: string, values: Values): string =>
  text
    .replace(/\{([^{}]+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/[ \t]+/g, ' ')
    .replace(/ \n ?|\n /g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
