import type { Mention } from './find-concepts.ts';
import type { Clauses, Word } from './split-clauses.ts';

/** Why a mention may not count: each true field takes something away from "the visitor has this now". */
export interface Standing {
  readonly denied: boolean;
  readonly family: boolean;
  readonly longAgo: boolean;
  readonly gone: boolean;
  readonly asking: boolean;
  readonly unreal: boolean;
}

/** A concept in its context, with the clauses and the sentence it stands in. */
export interface Sign extends Mention, Standing {
  readonly fromClause: number;
  readonly toClause: number;
  readonly sentence: number;
}

const LISTING = new Set(['or', 'nor', 'and', 'any', 'either']);
const LISTED = new Set(['no', 'nor', 'none', 'zero', 'nil']);
const REACH = 9;
const NOT_GONE = /^(?:wont|dont|isnt|havent|not|never|cant|to|if|until|till|hope|want|cannot)$/;
const cues = new Set([
  'negation',
  'pseudo-negation',
  'negation-after',
  'long-ago',
  'gone-now',
  'still-now',
  'recent',
  'family-history',
  'unreal',
  'asking',
  'person',
  'idiom',
  'study',
  'since',
]);

/** Gives every sign of the wanted concepts its standing: negation reaches forward word by word, the other cues by clause or sentence. */
export function applyContext(
  mentions: readonly Mention[],
  { words }: Clauses,
  wanted: ReadonlySet<string>,
): readonly Sign[] {
  const by = new Map<string, Mention[]>();
  for (const mention of mentions) {
    const list = by.get(mention.concept);
    if (list) list.push(mention);
    else by.set(mention.concept, [mention]);
  }
  const of = (concept: string): readonly Mention[] => by.get(concept) ?? [];
  const sentenceOf = (mention: Mention): number => words[mention.start]?.sentence ?? 0;
  const clauseOf = (mention: Mention): number => words[mention.start]?.clause ?? 0;
  const sentencesOf = (concept: string): Set<number> => new Set(of(concept).map(sentenceOf));

  const denials = countDenials(mentions, of, words);
  const recent = sentencesOf('recent');
  const passed = of('gone-now');
  // "Fine now" has passed, though "now" alone says that it is still so.
  const still = of('still-now').filter((m) => !passed.some(({ start, end }) => start <= m.start && m.end <= end));
  const stillSentence = new Set(still.map(sentenceOf));
  const stillClause = new Set(still.map(clauseOf));
  const since = sentencesOf('since');
  const personal = sentencesOf('person');
  const asking = new Map<number, Mention>();
  for (const cue of of('asking')) {
    const sentence = sentenceOf(cue);
    if (personal.has(sentence) || !opensClause(cue, words)) continue;
    const first = asking.get(sentence);
    if (!first || cue.start < first.start) asking.set(sentence, cue);
  }
  const study = of('study').length > 0;
  const unreal = of('unreal');
  const long = of('long-ago');
  const longSentence = new Set(long.map(sentenceOf).filter((s) => !stillSentence.has(s) && !since.has(s)));
  const longClause = new Set(
    long.flatMap((m) => {
      const clause = clauseOf(m);
      if (stillClause.has(clause)) return [];
      return words[m.start]?.text === 'when' ? [clause, clause + 1] : [clause];
    }),
  );
  const goneSentence = new Set(
    passed
      .filter(({ start }) => !NOT_GONE.test(words[start - 1]?.stem ?? ''))
      .map(sentenceOf)
      .filter((s) => !stillSentence.has(s)),
  );
  const familyClause = new Set(
    of('family-history')
      .filter((m) => !recent.has(sentenceOf(m)))
      .map(clauseOf),
  );

  return mentions
    .filter(({ concept }) => wanted.has(concept))
    .map((mention) => {
      const fromClause = clauseOf(mention);
      const sentence = sentenceOf(mention);
      return {
        concept: mention.concept,
        start: mention.start,
        end: mention.end,
        fromClause,
        toClause: words[mention.end - 1]?.clause ?? fromClause,
        sentence,
        denied: isDenied(mention, denials),
        family: familyClause.has(fromClause),
        longAgo: longSentence.has(sentence) || longClause.has(fromClause),
        gone: goneSentence.has(sentence) || goneSentence.has(sentence + 1),
        asking: study || isAsked(mention, asking.get(sentence)),
        unreal: unreal.some(
          (cue) => sentenceOf(cue) === sentence && clauseOf(cue) === fromClause && isAsked(mention, cue),
        ),
      };
    });
}

/** Whether a sign follows words of asking or supposing. "What's the point any more" asks nothing: the sign is the whole of it. */
const isAsked = ({ start, end }: Mention, from: Mention | undefined): boolean =>
  from !== undefined && start >= from.start && !(start === from.start && end > from.end);

const GREETINGS =
  /^(?:hi|hello|hey|hiya|so|and|but|ok|okay|please|pls|just|wondering|quick|question|q|also|um|er|well|then|thanks|sorry|or)$/;

/** Whether nothing but greetings stands before a cue in its clause. */
function opensClause({ start }: Mention, words: readonly Word[]): boolean {
  for (let at = start - 1; at >= 0; at--) {
    if (words[at]?.clause !== words[start]?.clause) return true;
    if (!GREETINGS.test(words[at]?.text ?? '')) return false;
  }
  return true;
}

/** Whether a cue is the last thing said in its clause: "fever: no". */
const closesClause = ({ start, end }: Mention, words: readonly Word[]): boolean =>
  words[end] === undefined || words[end]?.afterComma === true || words[end]?.clause !== words[start]?.clause;

function countDenials(
  mentions: readonly Mention[],
  of: (concept: string) => readonly Mention[],
  words: readonly Word[],
): Uint8Array {
  const denials = new Uint8Array(words.length);
  const taken = new Uint8Array(words.length);
  for (const { concept, start, end } of mentions) {
    if (concept === 'pseudo-negation' || !cues.has(concept)) {
      if (end - start > 1 || concept === 'pseudo-negation') taken.fill(1, start, end);
    }
  }
  const longest = new Map<number, Mention>();
  for (const cue of of('negation')) {
    const other = longest.get(cue.start);
    if (!other || other.end < cue.end) longest.set(cue.start, cue);
  }
  let reached = 0;
  for (const cue of [...longest.values()].sort((a, b) => a.start - b.start)) {
    if (cue.start < reached && cue.end <= reached) continue;
    if (taken[cue.start] || isDoubled(cue, words) || standsAlone(cue, words)) continue;
    reached = cue.end;
    // "No fever no chills" denies twice over, yet each only once.
    const lists = LISTED.has(words[cue.start]?.text ?? '');
    const end = scopeEnd(cue.end, words);
    for (let at = cue.start + 1; at < end; at++) denials[at] = lists ? 1 : (denials[at] ?? 0) + 1;
  }
  for (const cue of of('negation-after')) {
    const first = words[cue.start];
    if (!closesClause(cue, words) || asksWhetherNormal(cue, words)) continue;
    for (let at = cue.start - 1; at >= 0 && cue.start - at <= 5; at--) {
      const word = words[at];
      if (word?.sentence !== first?.sentence) break;
      denials[at] = 1;
      if (word?.afterComma && cue.start - at > 1) break;
    }
  }
  return denials;
}

/** "No. I have chest pain" answers a question and denies nothing of what follows; nor does "No, I have chest pain". */
function standsAlone({ start, end }: Mention, words: readonly Word[]): boolean {
  const [last, next] = [words[end - 1], words[end]];
  if (next === undefined || next.sentence !== last?.sentence) return true;
  return end - start === 1 && last.text === 'no' && next.afterComma;
}

/** "I ain't got no feeling" denies once, not twice: the "no" that follows does it. */
const isDoubled = ({ start, end }: Mention, words: readonly Word[]): boolean =>
  words[start]?.text !== 'no' && (words[end]?.text === 'no' || words[end + 1]?.text === 'no');

/** Words of a list that one negation can deny: keeps the time in bounds whatever is written. */
const LONGEST_LIST = 60;

/** Where a negation stops: a new clause, a comma unless a list with "or" goes on, or after nine words. */
function scopeEnd(start: number, words: readonly Word[]): number {
  const first = words[start];
  if (!first) return start;
  let listed = 0;
  const last = Math.min(words.length, start + LONGEST_LIST);
  for (let at = start; at < last; at++) {
    const word = words[at];
    if (!word || word.sentence !== first.sentence) return at;
    if (at > start && (word.clause !== words[at - 1]?.clause || word.afterComma)) {
      if (!word.afterComma || !listGoesOn(at, words)) return at;
      listed = at;
    }
    if (at - Math.max(start, listed) >= REACH) return at;
  }
  return last;
}

/** Whether a list of what is denied goes on after a comma: with an "or", or in single words to the end of the sentence. */
function listGoesOn(from: number, words: readonly Word[]): boolean {
  const first = words[from];
  let single = 0;
  for (let at = from; at < from + LONGEST_LIST && words[at]?.sentence === first?.sentence; at++) {
    if (!words[at]?.afterComma) break;
    single++;
  }
  const listed = single >= 2 || (single === 1 && words[from - 1]?.afterComma === true);
  if (listed && words[from + single]?.sentence !== first?.sentence) return true;
  for (let at = from; at < words.length && at - from < 12; at++) {
    const word = words[at];
    if (!word || word.sentence !== first?.sentence) return false;
    if (/^(?:i|im|ive|my|but|he|she|its|it|just|only|feel|have|has|is|are|now)$/.test(word.text)) return false;
    if (word.text === 'or' || word.text === 'nor') return true;
    if (!word.afterComma && at - from > 3 && !LISTING.has(word.text) && at === from + 4) continue;
  }
  return false;
}

function isDenied({ start, end }: Mention, denials: Uint8Array): boolean {
  for (let at = start; at < end; at++) if ((denials[at] ?? 0) % 2 === 0) return false;
  return true;
}

/** "Is that normal?" denies nothing. */
const asksWhetherNormal = (cue: Mention, words: readonly Word[]): boolean =>
  /^(is|are)$/.test(words[cue.start]?.text ?? '') &&
  /^(that|this|it|these|those|they)$/.test(words[cue.start + 1]?.text ?? '');
