/** Memory for counting ids: those met, how often, and where each stands, found by its last bits. Small, so that it stays near at hand. */
export interface Once {
  ids: Int32Array;
  counts: Float32Array;
  places: Int32Array;
  many: number;
}

/** Memory for `countOnce`; it grows when need be. */
export const newOnce = (room = 256): Once => ({
  ids: new Int32Array(room),
  counts: new Float32Array(room),
  places: new Int32Array(2 * room),
  many: 0,
});

/** Lists each id once, in the order of first sight, with how often it stands there; −1 is none. */
export function countOnce(named: readonly number[], once: Once): void {
  if (named.length > once.ids.length) Object.assign(once, newOnce(2 ** Math.ceil(Math.log2(named.length))));
  const { ids, counts, places } = once;
  const mask = places.length - 1;
  places.fill(-1);
  let many = 0;
  for (const id of named) {
    if (id < 0) continue;
    let place = (Math.imul(id, 0x9e3779b1) >>> 16) & mask;
    while ((places[place] as number) >= 0 && ids[places[place] as number] !== id) place = (place + 1) & mask;
    const at = places[place] as number;
    if (at >= 0) counts[at] = (counts[at] as number) + 1;
    else {
      places[place] = many;
      ids[many] = id;
      counts[many++] = 1;
    }
  }
  once.many = many;
}
