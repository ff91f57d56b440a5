// @ts-expect-error it ships no types
import nlpjs from '@nlpjs/basic';
import { create, insertMultiple, search } from '@orama/orama';
import MiniSearch from 'minisearch';

/** A text and the topic it asks for. */
export interface Indexed {
  readonly id: string;
  readonly topic: string;
  readonly text: string;
}
/** Topics for a message, best first. */
export type RankWithPeer = (text: string) => Promise<readonly string[]>;

const distinct = (topics: readonly string[]): string[] => [...new Set(topics)].slice(0, 3);

/** Off-the-shelf matchers on the same texts, with the settings their documentation suggests for search as you type. */
export async function buildPeers(texts: readonly Indexed[]): Promise<Readonly<Record<string, RankWithPeer>>> {
  const mini = new MiniSearch<Indexed>({ fields: ['text'], storeFields: ['topic'] });
  mini.addAll(texts);
  const orama = create({ schema: { topic: 'string', text: 'string' } as const });
  await insertMultiple(orama, [...texts]);
  const dock = await nlpjs.dockStart({
    settings: { nlp: { autoSave: false, nlu: { log: false } } },
    use: ['Basic', 'LangEn'],
  });
  const nlp = dock.get('nlp');
  nlp.addLanguage('en');
  for (const { topic, text } of texts) nlp.addDocument('en', text, topic);
  await nlp.train();
  return {
    MiniSearch: async (text) =>
      distinct(mini.search(text, { fuzzy: 0.2, prefix: true }).map((hit) => String(hit.topic))),
    Orama: async (text) => {
      const { hits } = await search(orama, { term: text, properties: ['text'], tolerance: 1, threshold: 1, limit: 60 });
      return distinct(hits.map(({ document }) => document.topic));
    },
    'nlp.js': async (text) => {
      const { classifications } = await nlp.process('en', text);
      return distinct(
        classifications.map(({ intent }: { intent: string }) => intent).filter((id: string) => id !== 'None'),
      );
    },
  };
}
