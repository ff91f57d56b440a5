/** Concepts of the lexicon that stand for the two ends of the back-and-foot question. */
const ENDS: Readonly<Record<string, string>> = { back: 'back', spine: 'back', 'low-back': 'back', 'foot-part': 'foot' };
/** "The back causes …" points onward, "comes from the back" points the other way; "and now" only tells what came later. */
const ONWARD = new Set(['cause', 'and-then']);
const BACKWARD = new Set(['from-cause']);

/** Which end is said to cause which (`back>foot`), read from the order of concepts: what a bag of words cannot tell. */
export function findDirections(found: readonly (readonly string[])[]): string[] {
  const directions: string[] = [];
  let from: string | null = null;
  let joint: 'onward' | 'backward' | null = null;
  for (const concepts of found) {
    const end = concepts.map((concept) => ENDS[concept]).find((each) => each !== undefined);
    if (concepts.some((concept) => BACKWARD.has(concept))) joint = 'backward';
    else if (joint === null && concepts.some((concept) => ONWARD.has(concept))) joint = 'onward';
    if (end === undefined) continue;
    if (from !== null && end !== from && joint !== null) {
      directions.push(joint === 'onward' ? `${from}>${end}` : `${end}>${from}`);
    }
    from = end;
    joint = null;
  }
  return directions;
}
