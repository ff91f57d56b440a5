const KEPT = new Set(['this', 'is', 'was', 'has', 'does', 'his', 'its', 'us', 'yes', 'bus', 'gas', 'plus', 'during']);
const VOWEL = /[aeiouy]/;

/** A word without its commonest endings, so that "walks", "walked" and "walking" meet. Not a dictionary form. */
export function stem(word: string): string {
  if (word.length < 4 || KEPT.has(word)) return word;
  let base = word;
  if (base.endsWith('ies') && base.length > 4) base = `${base.slice(0, -3)}y`;
  else if (/(ss|sh|ch|x|z)es$/.test(base)) base = base.slice(0, -2);
  else if (base.endsWith('s') && !/(ss|us|is)$/.test(base)) base = base.slice(0, -1);
  const cut = base.endsWith('ing') ? 3 : base.endsWith('ed') ? 2 : 0;
  if (cut > 0 && base.length - cut >= 3 && VOWEL.test(base.slice(0, -cut))) {
    base = base.slice(0, -cut);
    if (/([bdgmnprt])\1$/.test(base)) base = base.slice(0, -1);
  }
  if (base.length > 4 && base.endsWith('e')) base = base.slice(0, -1);
  if (base.length > 4 && base.endsWith('y')) base = `${base.slice(0, -1)}i`;
  return base;
}
