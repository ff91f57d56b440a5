const SATURATION = 1.2;
const LENGTH = 0.6;

/** For each word, the documents that hold it and its BM25 share there. */
export interface Bm25 {
  readonly documents: number;
  readonly postings: ReadonlyMap<
    string,
    { readonly rarity: number; readonly in: readonly number[]; readonly share: readonly number[] }
  >;
}

/** Indexes documents (each a list of words) for BM25. */
export function buildBm25(documents: readonly (readonly string[])[]): Bm25 {
  const average = documents.reduce((sum, words) => sum + words.length, 0) / Math.max(1, documents.length);
  const postings = new Map<string, { rarity: number; in: number[]; share: number[] }>();
  documents.forEach((words, document) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [word, count] of counts) {
      const posting = postings.get(word) ?? { rarity: 0, in: [], share: [] };
      const norm = SATURATION * (1 - LENGTH + (LENGTH * words.length) / average);
      posting.in.push(document);
      posting.share.push(count / (count + norm));
      postings.set(word, posting);
    }
  });
  for (const posting of postings.values()) {
    posting.rarity = Math.log(1 + (documents.length - posting.in.length + 0.5) / (posting.in.length + 0.5));
  }
  return { documents: documents.length, postings };
}

/** How well each document covers the words: 0 to about 1. A word that no document holds counts as very rare. */
export function coverWords(words: readonly string[], bm25: Bm25): Float64Array {
  const scores = new Float64Array(bm25.documents);
  const unknown = Math.log(1 + bm25.documents / 0.5);
  let most = 0;
  for (const word of new Set(words)) {
    const posting = bm25.postings.get(word);
    most += posting ? posting.rarity : unknown;
    if (!posting) continue;
    for (let at = 0; at < posting.in.length; at++) {
      const document = posting.in[at] as number;
      scores[document] = (scores[document] as number) + posting.rarity * (posting.share[at] as number);
    }
  }
  if (most > 0)
    for (let document = 0; document < scores.length; document++) scores[document] = (scores[document] as number) / most;
  return scores;
}
