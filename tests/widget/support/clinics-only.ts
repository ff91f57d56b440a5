import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { clinicSchema, countryNumbersSchema } from '../../../src/content/clinic-schema.ts';
import type { Content, LanguageContent } from '../../../src/content/content-schema.ts';
import { readDrawings } from '../../../src/content/read-drawings.ts';
import { type Fault, readYaml } from '../../../src/content/read-yaml.ts';
import type { Knowledge } from '../../../src/turn/turn-deps.ts';

/** The shipped clinics, numbers and pictures without topics, lines and red flags: what the widget's pages are made from. */
export function clinicsOnly(): Knowledge {
  const faults: Fault[] = [];
  const read = <S extends z.ZodType>(file: string, schema: S): z.infer<S> => {
    const value = readYaml(file, readFileSync(`content/${file}`, 'utf8'), schema, faults);
    if (value === null) throw new Error(JSON.stringify(faults));
    return value;
  };
  const drawings = readdirSync('content/pictures', 'utf8')
    .filter((name) => /\.(svg|json)$/.test(name))
    .map((name) => [`pictures/${name}`, readFileSync(`content/pictures/${name}`, 'utf8')] as const);
  const clinics = readdirSync('content/clinics').map((file) => read(`clinics/${file}`, clinicSchema));
  const english: LanguageContent = {
    topics: new Map(),
    lines: new Map(),
    options: new Map(Object.entries(read('en/options.yaml', z.record(z.string(), z.string())))),
    intents: {},
    messages: [],
    lexicon: {},
    signs: {},
    outOfScope: [],
    pictures: new Map(),
  };
  const content: Content = {
    hash: 'clinics-only',
    languages: { en: english },
    redFlags: new Map(),
    notes: new Map(),
    clinics: new Map(clinics.map((clinic) => [clinic.id, clinic])),
    countryNumbers: new Map(Object.entries(read('emergency-numbers.yaml', z.record(z.string(), countryNumbersSchema)))),
    sources: new Map(),
    pictures: readDrawings('content', new Map(drawings), faults),
  };
  const unused = (): never => {
    throw new Error('the widget tests neither screen nor rank');
  };
  return { content, screen: unused, rank: unused };
}
