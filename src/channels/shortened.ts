/** A text of at most so many characters, with a sign that there was more. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${unbroken(text.slice(0, most - 1)).trimEnd()}…`;

/** What was cut off somewhere, without half a sign at its end: of an escaped one, or of a pair of surrogates. */
export const unbroken = (text: string): string => text.replace(/(&[a-z]{0,3}|[\ud800-\udbff])$/, '');
