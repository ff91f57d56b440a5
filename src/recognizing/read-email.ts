const LONGEST_TEXT = 600;
const LONGEST_EMAIL = 254;
const LOCAL = "[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const EMAIL = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{M}."@!#$%&*+/=?^_{|}~-])(${LOCAL})@((?:${LABEL}\\.)+(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59}))(?![\\p{L}\\p{N}@_-])`,
  'u',
);
const JOINED = '(?: ?(?:[([{] ?)?\\bdot\\b(?: ?[)\\]}])? ?|\\.)';
const SPOKEN = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{M}."@_+'-])([a-z0-9_+'-]+(?:${JOINED}[a-z0-9_+'-]+)*) ?(?:[([{] ?)?\\bat\\b(?: ?[)\\]}])? ?((?:[a-z0-9-]+${JOINED})+[a-z]{2,})(?![\\p{L}\\p{N}@_]| ?\\bat\\b)`,
  'iu',
);

/** The first e-mail address in a text, typed or spelled out ("ana at example dot com"), its domain in lower case; null when there is none. */
export function readEmail(text: string): string | null {
  const said = text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\bmailto:/gi, '')
    .replace(/\s+/g, ' ');
  return takeEmail(said) ?? takeEmail(said.replace(/ ?@ ?/g, '@')) ?? takeEmail(spelledOut(said));
}

function takeEmail(said: string): string | null {
  const [, local, domain] = EMAIL.exec(said) ?? [];
  if (!local || !domain || local.length > 64) return null;
  const email = `${local}@${domain.toLowerCase()}`;
  return email.length > LONGEST_EMAIL ? null : email;
}

function spelledOut(said: string): string {
  const plain = said.replace(/ ?\b(underscore|dash|hyphen)\b ?/gi, (_, mark: string) => (/^u/i.test(mark) ? '_' : '-'));
  const [, local, domain] = SPOKEN.exec(plain.replace(/ ?@ ?/g, ' at ')) ?? [];
  const joined = (part: string): string => part.replace(new RegExp(JOINED, 'gi'), '.');
  return local && domain ? `${joined(local)}@${joined(domain)}` : '';
}
