import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findContentFaults } from './check-content.ts';
import { type Clinic, clinicSchema, countryNumbersSchema } from './clinic-schema.ts';
import {
  type Content,
  idSchema,
  intentsSchema,
  type LabelledMessage,
  type LanguageContent,
  type LineWords,
  lineSchema,
  messageSchema,
  type Note,
  noteSchema,
  pictureSchema,
  type RedFlag,
  redFlagSchema,
  sourceSchema,
  type Topic,
  topicHeadSchema,
} from './content-schema.ts';
import { readDrawings } from './read-drawings.ts';
import { type Fault, readYaml } from './read-yaml.ts';

/** Content that cannot be used; the message lists every fault with its file and line. */
export class ContentFaults extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    const list = faults.map(({ file, line, message }) => `  ${file}:${line} ${message}`).join('\n');
    super(`${faults.length} fault${faults.length === 1 ? '' : 's'} in the content; mend each and try again:\n${list}`);
    this.name = 'ContentFaults';
    this.faults = faults;
  }
}

const conceptsSchema = z.record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.array(z.string().min(1)).min(1));

/** Reads and checks all of `folder`, or of its `files` as read before. Throws ContentFaults with every fault of every file at once. */
export function loadContent(folder: string, files: ReadonlyMap<string, string> = readTree(folder)): Content {
  const faults: Fault[] = [];
  const read = <S extends z.ZodType>(file: string, schema: S): z.infer<S> | null => {
    const text = files.get(file);
    if (text !== undefined) return readYaml(file, text, schema, faults);
    faults.push({ file, line: 1, message: 'the file is missing' });
    return null;
  };
  const under = (prefix: string, ending: string): string[] =>
    [...files.keys()].filter((file) => file.startsWith(prefix) && file.endsWith(ending));

  const byId = <T extends { readonly id: string }>(prefix: string, schema: z.ZodType<T>): Map<string, T> => {
    const found = new Map<string, T>();
    for (const file of under(prefix, '.yaml')) {
      const item = read(file, schema);
      if (item && `${prefix}${item.id}.yaml` !== file)
        faults.push({ file, line: 1, message: `id: "${item.id}" must be the file's name` });
      if (item) found.set(item.id, item);
    }
    return found;
  };

  const merged = <T>(prefix: string, schema: z.ZodType<Record<string, T>>, what: string): Map<string, T> => {
    const found = new Map<string, T>();
    const parts = under(prefix, '.yaml');
    if (parts.length === 0) faults.push({ file: prefix, line: 1, message: 'there is no file in this folder' });
    for (const file of parts) {
      for (const [id, item] of Object.entries(read(file, schema) ?? {})) {
        if (found.has(id)) faults.push({ file, line: 1, message: `${what} ${id} is defined twice` });
        found.set(id, item);
      }
    }
    return found;
  };

  const messages = (prefix: string): LabelledMessage[] =>
    under(prefix, '.jsonl').flatMap((file) =>
      (files.get(file) ?? '').split('\n').flatMap((row, index) => {
        if (row.trim() === '') return [];
        const message = messageSchema.safeParse(readJson(row));
        if (message.success) return [message.data];
        faults.push({ file, line: index + 1, message: 'not a message with text, urgency and flag in JSON' });
        return [];
      }),
    );

  const redFlags = byId<RedFlag>('red-flags/', redFlagSchema);
  const notes = byId<Note>('notes/', noteSchema);
  const clinics = byId<Clinic>('clinics/', clinicSchema);
  const countryNumbers =
    read('emergency-numbers.yaml', z.record(z.string().regex(/^[A-Z]{2}$/), countryNumbersSchema)) ?? {};
  const sources = read('sources.yaml', z.record(z.string(), sourceSchema)) ?? {};
  const languages: Record<string, LanguageContent> = {};
  for (const language of new Set(
    [...files.keys()].map((file) => /^([a-z]{2})\//.exec(file)?.[1]).filter((l) => l !== undefined),
  )) {
    languages[language] = {
      topics: readTopics(language, files, faults),
      lines: merged<LineWords>(`${language}/lines/`, z.record(z.string(), lineSchema), 'line'),
      options: new Map(
        Object.entries(read(`${language}/options.yaml`, z.record(z.string(), z.string().min(2).max(40))) ?? {}),
      ),
      intents: read(`${language}/intents.yaml`, intentsSchema) ?? {},
      lexicon: read(`${language}/lexicon.yaml`, conceptsSchema) ?? {},
      signs: Object.fromEntries(merged(`${language}/signs/`, conceptsSchema, 'concept')),
      messages: messages(`${language}/messages/`),
      outOfScope: readLines(files.get(`${language}/out-of-scope.txt`) ?? ''),
      pictures: new Map(
        Object.entries(
          files.has(`${language}/pictures.yaml`)
            ? (read(`${language}/pictures.yaml`, z.record(idSchema, pictureSchema)) ?? {})
            : {},
        ),
      ),
    };
  }

  const hash = createHash('sha256');
  for (const [file, text] of files) hash.update(`${file}\0${text}\0`);
  const content: Content = {
    hash: hash.digest('hex'),
    languages,
    redFlags,
    notes,
    clinics,
    countryNumbers: new Map(Object.entries(countryNumbers)),
    sources: new Map(Object.entries(sources)),
    pictures: readDrawings(folder, files, faults),
  };
  if (faults.length === 0) faults.push(...findContentFaults(content));
  if (faults.length > 0) throw new ContentFaults(faults);
  return content;
}

/** The text of every content file of `folder`, by its path there, in order. */
export function readTree(folder: string): Map<string, string> {
  if (!existsSync(folder))
    throw new ContentFaults([{ file: folder, line: 1, message: 'there is no such folder; set CONTENT_DIR to one' }]);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|md|txt|jsonl?|svg)$/.test(entry.name) && entry.name !== 'README.md')
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .sort();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function readJson(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return null;
  }
}

const readLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

function readTopics(language: string, files: ReadonlyMap<string, string>, faults: Fault[]): Map<string, Topic> {
  const topics = new Map<string, Topic>();
  for (const [file, text] of files) {
    if (!file.startsWith(`${language}/topics/`)) continue;
    const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
    if (!parts) {
      faults.push({ file, line: 1, message: 'a topic starts with a head between two lines of ---' });
      continue;
    }
    const head = readYaml(file, parts[1] ?? '', topicHeadSchema, faults, 2);
    if (!head) continue;
    const [answer = '', unknown = null] = (parts[2] ?? '').split(/^## If not known\s*$/m);
    if (`${language}/topics/${head.id}.md` !== file || !idSchema.safeParse(head.id).success) {
      faults.push({ file, line: 2, message: `id: "${head.id}" must be the file's name` });
    }
    const phrasings = readLines(files.get(`${language}/phrasings/${head.id}.txt`) ?? '');
    topics.set(head.id, { ...head, answer: answer.trim(), unknown: unknown?.trim() ?? null, phrasings });
  }
  for (const file of files.keys()) {
    const id = /^[a-z]{2}\/phrasings\/(.*)\.txt$/.exec(file)?.[1];
    if (id && file.startsWith(`${language}/`) && !topics.has(id))
      faults.push({ file, line: 1, message: `there is no topic "${id}"` });
  }
  return topics;
}
