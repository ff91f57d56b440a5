/** A reference as it is stored, from how someone typed it: `k7m4qd` and `K7M 4QD` are `K7M-4QD`. Null when it can be none. */
export function readReference(typed: string): string | null {
  const signs = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^[A-Z0-9]{4,12}$/.test(signs) ? (signs.match(/.{1,3}/g) ?? []).join('-') : null;
}
