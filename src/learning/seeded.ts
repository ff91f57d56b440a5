import type { Vector } from './vocabulary.ts';

/** Mulberry32: small, seeded, the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Puts a list in random order, in place. */
export function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last] as number;
    order[last] = order[other] as number;
    order[other] = kept;
  }
}

/** Leaves features out at random; those that stay count more in their place. One piece of memory serves every vector. */
export function dropFeatures(
  examples: readonly { readonly vector: Vector }[],
  dropped: number,
  random: () => number,
): (vector: Vector) => Vector {
  const longest = examples.reduce((most, { vector }) => Math.max(most, vector.ids.length), 0);
  const kept = { ids: new Int32Array(longest), values: new Float32Array(longest) };
  return ({ ids, values }) => {
    let many = 0;
    for (let at = 0; at < ids.length; at++) {
      if (random() < dropped) continue;
      kept.ids[many] = ids[at] as number;
      kept.values[many++] = (values[at] as number) / (1 - dropped);
    }
    return { ids: kept.ids.subarray(0, many), values: kept.values.subarray(0, many) };
  };
}
