/** Numbers by pairs of numbers, in one piece of memory: a look-up touches one place of it, where a map of maps touches several. */
export interface PairTable {
  /** First, second and value, three to a place; the value is −1 where the place is free. */
  readonly cells: Int32Array;
  readonly mask: number;
}

const FREE = -1;
const WIDTH = 3;

/** A table for so many pairs, at most half full. */
export function newPairTable(pairs: number): PairTable {
  const places = 2 ** Math.ceil(Math.log2(Math.max(2, pairs) * 2));
  return { cells: new Int32Array(places * WIDTH).fill(FREE), mask: places - 1 };
}

/** Keeps a value, zero or more, for a pair of numbers that has none yet. */
export function setPair({ cells, mask }: PairTable, first: number, second: number, value: number): void {
  let place = placeOf(first, second, mask);
  while (cells[place * WIDTH + 2] !== FREE) place = (place + 1) & mask;
  cells[place * WIDTH] = first;
  cells[place * WIDTH + 1] = second;
  cells[place * WIDTH + 2] = value;
}

/** The value of a pair; −1 when it has none. */
export function getPair({ cells, mask }: PairTable, first: number, second: number): number {
  for (let place = placeOf(first, second, mask); ; place = (place + 1) & mask) {
    const at = place * WIDTH;
    const value = cells[at + 2] as number;
    if (value === FREE || (cells[at] === first && cells[at + 1] === second)) return value;
  }
}

function placeOf(first: number, second: number, mask: number): number {
  const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) & mask;
}
