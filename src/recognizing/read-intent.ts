import { editDistance } from '../learning/edit-distance.ts';
import { intentShapes } from './intent-shapes.ts';
import { plainText } from './plain-text.ts';

const LONGEST_MESSAGE = 160;
const MOST_PARTS = 5;
/** Of several intents in one message, the one that asks most of us wins. */
const WEIGHT: readonly string[] = [
  'withdrew',
  'forget',
  'person',
  'booking',
  'check',
  'restart',
  'stop',
  'back',
  'menu',
  'help',
  'complaint',
  'goodbye',
  'no',
  'unsure',
  'yes',
  'thanks',
  'acknowledged',
  'greeting',
];
const LEADING =
  /^(?:(?:hi|hello|hey|hiya|ok|okay|oh|ah|um|uh|hmm|well|so|right|please|pls|plz|sorry|just|actually|now|then|and|but|look|wait|lol|haha|no no|hold on)\b ?)+/;
const POLITE =
  /(?: (?:please|pls|plz|thanks|thank you|thankyou|thx|ty|cheers|mate|bro|dude|man|buddy|dear|love|sir|madam|maam|doc|doctor|bot|lol|haha|xx|x|sorry|guys|folks|young man|young lady|my friend|pal|hun|darling|sweetie))+$/;
const TRAILING =
  /(?: (?:please|pls|plz|thanks|thank you|thankyou|thx|ty|cheers|mate|bro|dude|man|buddy|dear|love|sir|madam|maam|doc|doctor|bot|now|right now|today|asap|again|lol|haha|xx|x|then|really|actually|sorry|guys|folks|everyone|there|for me|with you))+$/;
const ASKED_FOR =
  /^(?:(?:can|could|may|might) (?:i|you|we)(?: please)? |(?:i want|i need|i would like|id like|i wish|i wanna|wanna|want|need|like) (?:you )?to |(?:would|will) you |lets |let me |let us |i am |im |i )/;

interface Phrases {
  readonly intentOf: ReadonlyMap<string, string>;
  readonly byInitial: ReadonlyMap<string, readonly string[]>;
}
const prepared = new WeakMap<object, Phrases>();

/** The intent of a short message, or null when it says anything beyond one: a real question is never an intent. */
export function readIntent(text: string, intents: Readonly<Record<string, readonly string[]>>): string | null {
  if (text.length > LONGEST_MESSAGE) return null;
  const phrases = prepared.get(intents) ?? prepare(intents);
  const whole = intentOfPart(plainText(text), phrases);
  if (whole) return whole;
  const parts = text
    .split(/[.,;:!?\n\u2026\u2013\u2014]+|\p{Extended_Pictographic}+|\b(?:and|but|then)\b/u)
    .map(plainText)
    .filter((part) => part !== '' && part !== '?');
  if (parts.length < 2 || parts.length > MOST_PARTS) return null;
  const found = new Set<string>();
  for (const part of parts) {
    const intent =
      intentOfPart(part, phrases) ?? (/^(?:please|pls|sorry|um|well|so|lol|haha|actually)$/.test(part) ? '' : null);
    if (intent === null) return null;
    if (intent !== '') found.add(intent);
  }
  if (found.has('yes') && found.has('no')) return null;
  return [...found].sort((one, other) => rankOf(one) - rankOf(other))[0] ?? null;
}

const rankOf = (intent: string): number => {
  const rank = WEIGHT.indexOf(intent);
  return rank < 0 ? WEIGHT.length : rank;
};

function prepare(intents: Readonly<Record<string, readonly string[]>>): Phrases {
  const intentOf = new Map<string, string>();
  for (const intent of Object.keys(intents).sort(
    (one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1),
  )) {
    for (const phrase of intents[intent] ?? []) {
      const plain = plainText(phrase);
      if (plain !== '' && !intentOf.has(plain)) intentOf.set(plain, intent);
    }
  }
  const byInitial = new Map<string, string[]>();
  for (const phrase of intentOf.keys()) {
    if (phrase.length < 5) continue;
    const shelf = byInitial.get(phrase.charAt(0));
    if (shelf) shelf.push(phrase);
    else byInitial.set(phrase.charAt(0), [phrase]);
  }
  const phrases = { intentOf, byInitial };
  prepared.set(intents, phrases);
  return phrases;
}

/** Tries a part as written, then without polite words around it, then with a slip or two mended. */
function intentOfPart(part: string, { intentOf, byInitial }: Phrases): string | null {
  if (part === '' || part.length > 80) return null;
  const bare = part.replace(/ ?\?/g, '');
  const trimmed = bare.replace(LEADING, '').replace(TRAILING, '');
  const asked = trimmed.replace(ASKED_FOR, '');
  const forms = [
    part,
    bare,
    bare.replace(LEADING, ''),
    bare.replace(POLITE, ''),
    bare.replace(LEADING, '').replace(POLITE, ''),
    bare.replace(TRAILING, ''),
    trimmed,
  ];
  if (asked !== trimmed && asked.includes(' ')) forms.push(asked);
  for (const form of forms) {
    const intent = intentOf.get(form);
    if (intent) return intent;
  }
  for (const form of forms) {
    const shape = intentShapes.find(([, pattern]) => pattern.test(form));
    if (shape) return shape[0];
  }
  for (const form of [bare, trimmed]) {
    if (form.length < 5) continue;
    const limit = form.length >= 12 ? 2 : 1;
    let best: string | null = null;
    let bestCost = limit + 1;
    for (const phrase of byInitial.get(form.charAt(0)) ?? []) {
      if (Math.abs(form.length - phrase.length) > limit) continue;
      const cost = sameShape(form, phrase) ? editDistance(form, phrase, limit) : limit + 1;
      if (cost < bestCost) {
        best = intentOf.get(phrase) ?? null;
        bestCost = cost;
      } else if (cost === bestCost && best !== intentOf.get(phrase)) best = null;
    }
    if (best) return best;
  }
  return null;
}

/** A slip changes letters, not meaning: as many words, and any "not" or short word in place. */
function sameShape(one: string, other: string): boolean {
  const these = one.split(' ');
  const those = other.split(' ');
  if (these.length !== those.length) return false;
  return these.every((word, index) => {
    const that = those[index] as string;
    return (
      word === that ||
      (Math.min(word.length, that.length) >= 4 && editDistance(word, that, 2) <= (that.length >= 7 ? 2 : 1))
    );
  });
}
