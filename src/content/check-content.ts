import type { Clinic } from './clinic-schema.ts';
import { type Content, type LanguageContent, placeholders, type Topic } from './content-schema.ts';
import type { Fault } from './read-yaml.ts';
import { readingGrade } from './reading-grade.ts';

const braces = /\{([^{}]*)\}/g;
/** Values that lines may also name: those of the red flag, the place and the way at hand. */
const lineValues = 'reason tell ask about way way-note place reference time zone minutes name text'.split(' ');
const knownPlaceholders = new Set<string>([...placeholders, ...lineValues]);
const sourceIds = new Set(['clinic', 'K', 'seed']);
const medicines =
  /\b(acetaminophen|amitriptyline|aspirin|codeine|corticosteroids?|cortisone|diclofenac|duloxetine|gabapentin|ibuprofen|morphine|naproxen|nortriptyline|oxycodone|paracetamol|prednisol?one|pregabalin|tramadol|warfarin)\b/gi;
const numbers = /(?<![\w.-])\d+(?:[.,]\d+)?(?![\w-])/g;
const doses = /\b\d+ ?(?:mg|milligrams?|ml|grams?|tablets?|pills?|capsules?|times a day)\b/i;
/** School grade that answers may need at most. */
const MOST_GRADE = 8;
const promises = /\b(cures?|cured|guaranteed?|realigns?|pain-free|100 ?%|you have (?:a|an)\b)/i;

/** What no single file can tell: references, placeholders, lengths and wording. */
export function findContentFaults(content: Content): Fault[] {
  const faults: Fault[] = [];
  const english = content.languages.en;
  if (!english) return [{ file: 'en', line: 1, message: 'English content is missing' }];
  for (const [language, words] of Object.entries(content.languages)) checkLanguage(language, words, content, faults);
  for (const { id, sources, en } of content.redFlags.values()) {
    checkSources(`red-flags/${id}.yaml`, sources, content, faults);
    if (/(^|[?.] )(can|could|what|how|when|where|who|which)\b/i.test(en.ask))
      faults.push({ file: `red-flags/${id}.yaml`, line: 1, message: 'ask: a yes must always mean the sign is there' });
  }
  for (const { id, sources, 'told-in': topics } of content.notes.values()) {
    checkSources(`notes/${id}.yaml`, sources, content, faults);
    for (const topic of topics)
      if (!english.topics.has(topic))
        faults.push({ file: `notes/${id}.yaml`, line: 1, message: `told-in: there is no topic "${topic}"` });
  }
  for (const clinic of content.clinics.values()) {
    const file = `clinics/${clinic.id}.yaml`;
    const fault = (message: string): number => faults.push({ file, line: 1, message });
    if (!content.countryNumbers.has(clinic.country) && !clinic.numbers.emergency) {
      fault(
        `country: no emergency number for ${clinic.country} in emergency-numbers.yaml, and numbers.emergency is not set`,
      );
    }
    for (const id of clinic.answers.without)
      if (!english.topics.has(id)) fault(`answers.without: there is no topic "${id}"`);
    for (const language of clinic.languages)
      if (!content.languages[language]) fault(`languages: there is no content/${language}`);
    if (new Set(clinic.booking.map(({ way }) => way)).size < clinic.booking.length) fault('booking: each way once');
    if (clinic.booking.filter(({ way }) => way === 'slots-file' || way === 'fhir').length > 1)
      fault('booking: one system of free times at most');
    if (clinic.booking.some(({ way }) => way === 'person') && !clinic.hours)
      fault('booking: a person joins while the clinic is open, so hours must be set');
    for (const place of placesNamed(clinic))
      if (place !== 'any' && !clinic.places.some(({ id }) => id === place))
        fault(`booking: there is no place "${place}"`);
  }
  if (content.clinics.size === 0) faults.push({ file: 'clinics', line: 1, message: 'at least one clinic is needed' });
  return faults;
}

function checkLanguage(language: string, words: LanguageContent, content: Content, faults: Fault[]): void {
  for (const { text, urgency, flag } of words.messages) {
    const fault = (message: string): number =>
      faults.push({ file: `${language}/messages`, line: 1, message: `"${text.slice(0, 40)}": ${message}` });
    if (urgency !== 'none' && flag === null) fault('a red flag is needed');
    if (urgency !== 'none' && flag !== null && !content.redFlags.has(flag)) fault(`there is no red flag "${flag}"`);
  }
  const seen = new Map<string, string>();
  for (const topic of words.topics.values()) {
    const file = `${language}/topics/${topic.id}.md`;
    const fault = (message: string): number => faults.push({ file, line: 1, message });
    for (const id of topic.related) if (!words.topics.has(id)) fault(`related: there is no topic "${id}"`);
    if (topic.picture && !words.pictures.has(topic.picture))
      fault(`picture: there is no "${topic.picture}" in ${language}/pictures.yaml`);
    checkSources(
      file,
      topic.sources.map(({ id }) => id),
      content,
      faults,
    );
    checkAnswer(topic, fault);
    if (topic.phrasings.length < 12) fault(`${topic.phrasings.length} phrasings; at least 12 are needed`);
    for (const phrasing of topic.phrasings) {
      const key = phrasing.toLowerCase();
      const other = seen.get(key);
      if (other)
        faults.push({
          file: `${language}/phrasings/${topic.id}.txt`,
          line: 1,
          message: `"${phrasing}" stands in ${other} too`,
        });
      seen.set(key, topic.id);
    }
  }
  for (const [id, { sources, alt }] of words.pictures) {
    const file = `${language}/pictures.yaml`;
    if (!content.pictures.has(id)) faults.push({ file, line: 1, message: `${id}: there is no pictures/${id}.svg` });
    if (promises.test(alt)) faults.push({ file, line: 1, message: `${id}: alt promises or diagnoses` });
    checkSources(file, sources, content, faults);
  }
  for (const [id, { text }] of words.lines) {
    for (const name of unknownBraces(text))
      faults.push({ file: `${language}/lines`, line: 1, message: `${id}: there is no {${name}}` });
  }
}

function checkAnswer(topic: Topic, fault: (message: string) => number): void {
  const words = topic.answer.split(/\s+/).length;
  const least = topic.section === 'clinic' ? 12 : 40;
  if (words < least || words > 120) fault(`the answer has ${words} words; ${least} to 120 are wanted`);
  const first = topic.answer.split(/\n\s*\n/)[0] ?? '';
  if (first.split(/\s+/).length > 40) fault('the short answer, the first paragraph, has more than 40 words');
  const promise = promises.exec(topic.answer);
  if (promise) fault(`"${promise[0]}" promises or diagnoses; say what can or may be`);
  const dose = doses.exec(topic.answer);
  if (dose) fault(`"${dose[0]}" is a dose; leave it to the label and the pharmacist`);
  if (topic.section !== 'clinic') {
    const grounds = topic.sources.map(({ supports }) => supports.toLowerCase()).join(' ');
    for (const [claim] of [...topic.answer.matchAll(numbers), ...topic.answer.matchAll(medicines)])
      if (!grounds.includes(claim.toLowerCase())) fault(`no source says "${claim}": name it in what a source supports`);
  }
  const grade = readingGrade(topic.answer);
  if (grade > MOST_GRADE) fault(`reading it takes school grade ${grade.toFixed(1)}; at most ${MOST_GRADE} is wanted`);
  if (/!/.test(topic.answer)) fault('no exclamation marks');
  for (const name of unknownBraces(`${topic.answer}\n${topic.unknown ?? ''}`)) fault(`there is no {${name}}`);
  if (topic.needs.length > 0 && topic.unknown === null) fault('needs: add "## If not known" with what to say then');
}

/** The places that a clinic's system of free times knows. */
const placesNamed = ({ booking }: Clinic): readonly string[] =>
  booking.flatMap((way) =>
    way.way === 'slots-file' ? Object.keys(way.places) : way.way === 'fhir' ? Object.keys(way.schedules) : [],
  );

const unknownBraces = (text: string): string[] =>
  [...text.matchAll(braces)].map((match) => match[1] ?? '').filter((name) => !knownPlaceholders.has(name));

function checkSources(file: string, ids: readonly string[], content: Content, faults: Fault[]): void {
  for (const id of ids) {
    if (!content.sources.has(id) && !sourceIds.has(id))
      faults.push({ file, line: 1, message: `sources: "${id}" is not in sources.yaml` });
  }
}
