const ASKING_START =
  /^(?:(?:and|so|but|also|ok|okay|well|or|plus|then|hi|hello|hey|please|just|anyway|um|like|my question is|i was wondering|wondering|question)[ ,:]+)*(?:what|why|how|who|whom|which|where|when|whats|hows|is|are|am|do|does|did|can|could|should|would|will|shall|may|might|any|has|have)\b/;
const ASKING_INSIDE =
  /\b(?:wondering|want(?:ed)? to know|like to know|need to know|can you (?:tell|explain)|could you (?:tell|explain)|tell me|not sure (?:if|what|who|whether|which)|no idea (?:if|what|who|why)|any idea|do you know|is (?:it|that|this) |should i|what should|do i need|how do i|how long|explain|looking for|i need|i want|curious)\b/;
const MOST_SENTENCES = 8;

/** A sentence of a message; `asks` when it reads as a question or a request. */
export interface Sentence {
  readonly text: string;
  readonly asks: boolean;
}

/** Cuts a normalised text into sentences. Past eight, the last eight are kept: people ask at the end. */
export function splitSentences(normalised: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const piece of normalised.match(/[^.?!\n;]+[.?!\n;]*/g) ?? []) {
    const text = piece.trim();
    if (!/[\p{L}\p{N}]/u.test(text)) continue;
    sentences.push({ text, asks: text.includes('?') || ASKING_START.test(text) || ASKING_INSIDE.test(text) });
  }
  return sentences.slice(-MOST_SENTENCES);
}

const NEXT_QUESTION =
  /[,;]?\s+(?:and|also|plus|or|&)\s+(?:also\s+)?(?=(?:what|why|how|who|which|where|when|is|are|am|do|does|did|can|could|should|would|will)\b)/;

/** A story told with "and" is no list. */
const TELLING =
  /^(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))[ ,.]+)*(?:i|im|ive|id|my|she|he|we|they|our)\b/;
const LISTED = /\s*(?:,| and | & | plus |\+)\s*/;

/**
 * The questions of a normalised text, one by one, at most four; a second may hide behind an "and". `listed` when they are but
 * the parts of a short list ("phone number and address").
 */
export function splitQuestions(normalised: string): {
  readonly questions: readonly string[];
  readonly listed: boolean;
} {
  const sentences = splitSentences(normalised);
  const asking = sentences
    .filter((sentence) => sentence.asks)
    .flatMap((sentence) => sentence.text.split(NEXT_QUESTION));
  const [only] = sentences;
  const listed =
    asking.length < 2 &&
    sentences.length === 1 &&
    only !== undefined &&
    only.text.length < 80 &&
    (only.asks || !TELLING.test(only.text));
  const questions = listed ? only.text.split(LISTED) : asking;
  return { questions: questions.filter((text) => /\p{L}{2}/u.test(text)).slice(0, 4), listed };
}
