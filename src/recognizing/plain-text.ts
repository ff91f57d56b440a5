let last = { text: '', plain: '' };

/** A short message made comparable: lower case, one space between words, straight quotes, no marks and no pictures. */
export function plainText(text: string): string {
  // Many readers ask for the same message in turn.
  if (last.text !== text) last = { text, plain: madePlain(text) };
  return last.plain;
}

function madePlain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc\u0060\u00b4]/g, "'")
    .replace(/'/g, '')
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
    .replace(/[^\p{L}\p{N}&#/?]+/gu, ' ')
    .replace(/ ?\?+/g, ' ? ')
    .replace(/ +/g, ' ')
    .trim();
}
