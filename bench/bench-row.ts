/** One measurement. `peer` names what it is compared with, and `ratio` is the value divided by the peer's; null when it stands alone. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly ratio: number | null;
}

/** A row beside its yardstick, rounded to three significant digits. */
export function benchRow(name: string, value: number, unit: string, peer: string, peerValue: number): BenchRow {
  const round = (number: number): number => Number(number.toPrecision(3));
  return {
    name,
    value: round(value),
    unit,
    peer: `${peer}: ${round(peerValue)} ${unit}`,
    ratio: round(value / peerValue),
  };
}

/** The value below which a share of all lies. */
export const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;
