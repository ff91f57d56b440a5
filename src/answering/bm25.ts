const SATURATION = 1.2;
const LENGTH = 0.6;
/** A word is looked up in at most so many documents: those that it says most of. */
const MOST_DOCUMENTS = 128;

/** For each word its rarity, the documents that hold it and its BM25 share there. */
export interface Bm25 {
  readonly documents: number;
  readonly postings: ReadonlyMap<string, Posting>;
}

interface Posting {
  readonly rarity: number;
  readonly in: Uint16Array;
  readonly share: Float32Array;
}

/** Indexes documents (each a list of words) for BM25. */
export function buildBm25(documents: readonly (readonly string[])[]): Bm25 {
  const average = documents.reduce((sum, words) => sum + words.length, 0) / Math.max(1, documents.length);
  const found = new Map<string, { document: number; share: number }[]>();
  documents.forEach((words, document) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const norm = SATURATION * (1 - LENGTH + (LENGTH * words.length) / average);
    for (const [word, count] of counts) {
      const entries = found.get(word) ?? [];
      entries.push({ document, share: count / (count + norm) });
      found.set(word, entries);
    }
  });
  const postings = new Map<string, Posting>();
  for (const [word, entries] of found) {
    const kept =
      entries.length > MOST_DOCUMENTS
        ? entries.toSorted((one, other) => other.share - one.share).slice(0, MOST_DOCUMENTS)
        : entries;
    postings.set(word, {
      rarity: Math.log(1 + (documents.length - entries.length + 0.5) / (entries.length + 0.5)),
      in: Uint16Array.from(kept, ({ document }) => document),
      share: Float32Array.from(kept, ({ share }) => share),
    });
  }
  return { documents: documents.length, postings };
}

/** How well each document covers the words, 0 to about 1, into `covers`. A word that no document holds counts as very rare. */
export function coverWords(words: readonly string[], bm25: Bm25, covers: Float64Array): void {
  covers.fill(0);
  const unknown = Math.log(1 + bm25.documents / 0.5);
  const found: Posting[] = [];
  let most = 0;
  for (const word of new Set(words)) {
    const posting = bm25.postings.get(word);
    most += posting ? posting.rarity : unknown;
    if (posting) found.push(posting);
  }
  for (const posting of found) {
    const rarity = posting.rarity / most;
    for (let at = 0; at < posting.in.length; at++) {
      const document = posting.in[at] as number;
      covers[document] = (covers[document] as number) + rarity * (posting.share[at] as number);
    }
  }
}
