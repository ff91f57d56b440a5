import type { Clinic, Content, LanguageContent, LineWords, Topic } from '../content/content-schema.ts';
import { type ClinicValues, callLink, clinicValues, contactLinks, shownPhone, todayLinks } from './clinic-values.ts';
import type { About, Line, Link, Option, Reply } from './reply.ts';

/** Whose words are spoken, for which clinic, at what time (epoch milliseconds), with what the clinic's file fills in at that time. */
export interface Voice {
  readonly content: Content;
  readonly words: LanguageContent;
  readonly clinic: Clinic;
  readonly now: number;
  readonly values: ClinicValues;
}

const MINUTE = 60_000;
const lastValues = new WeakMap<Clinic, { readonly minute: number; readonly values: ClinicValues }>();

/** A clinic's voice at one time. What the clinic's file fills in changes by the minute at most, so it is kept that long. */
export function voiceOf(content: Content, words: LanguageContent, clinic: Clinic, now: number): Voice {
  const minute = Math.floor(now / MINUTE);
  let last = lastValues.get(clinic);
  if (last?.minute !== minute) {
    last = { minute, values: clinicValues(clinic, content.countryNumbers.get(clinic.country), now) };
    lastValues.set(clinic, last);
  }
  return { content, words, clinic, now, values: last.values };
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
  const values = { ...clinic, ...flagValues(said, voice), ...wayValues(said, voice) };
  return {
    ...base,
    kind: words.kind,
    heading: words.heading ? fill(words.heading, values) : null,
    text: fill(words.text, values),
    links: linksOf(said, words, clinic, voice),
    about: null,
    ...(words.exit && { exit: words.exit }),
  };
}

function answerOf(
  topic: Topic,
  clinic: ClinicValues,
  voice: Voice,
): Pick<Reply, 'kind' | 'heading' | 'text' | 'links' | 'about'> {
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
  };
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

function wayValues({ values }: Line, { clinic }: Voice): Values {
  if (values?.way === undefined) return {};
  return { 'way-note': clinic.booking.find(({ way }) => way === values.way)?.note ?? '' };
}

function linksOf(said: Line, words: LineWords, values: ClinicValues, voice: Voice): readonly Link[] {
  const { clinic, content } = voice;
  const emergency = values['emergency-number'] ?? '';
  if (said.line.startsWith('booking.way-')) return wayLinks(said, clinic);
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

function wayLinks({ values }: Line, clinic: Clinic): Link[] {
  const way = clinic.booking.find((each) => each.way === values?.way);
  if (!way) return [];
  if (way.way === 'phone') {
    const number = clinic.places.find(({ id }) => id === values?.place)?.phone ?? way.number;
    return [callLink(`Call ${shownPhone(number, clinic)}`, number)];
  }
  if (way.way === 'email') return [{ label: `E-mail ${way.address}`, href: `mailto:${way.address}` }];
  return [{ label: way.way === 'link' ? 'Open online booking' : 'Open the contact page', href: new URL(way.url).href }];
}

const fill = (text: string, values: Values): string =>
  text
    .replace(/\{([^{}]+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
