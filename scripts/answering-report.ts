import type { Ranking } from '../src/answering/ranking.ts';
import { proportion, shown } from './wilson.ts';

/** A question of the evaluation with its ranking. `also`: the second topic of a message with two questions. */
export interface Asked {
  readonly text: string;
  readonly topic: string | null;
  readonly kind: string;
  readonly also: readonly string[];
  readonly got: Ranking;
}
export interface Row {
  readonly label: string;
  readonly value: string;
}

export const isFirst = ({ topic, got }: Asked): boolean => got.ranked[0]?.topic === topic;
export const isNear = ({ topic, got }: Asked): boolean => got.ranked.slice(0, 3).some((each) => each.topic === topic);
const isOutright = ({ got }: Asked): boolean => got.answers.length > 0;
const isRight = ({ topic, got }: Asked): boolean => topic !== null && got.answers.includes(topic);

/** Shares with Wilson intervals: right first and in three, plain and hard apart, how often outright and how right then, what is out of scope. */
export function summariseAnswering(asked: readonly Asked[]): readonly Row[] {
  const share = (rows: readonly Asked[], test: (row: Asked) => boolean): string =>
    shown(proportion(rows.filter(test).length, rows.length));
  const of = (...kinds: readonly string[]): Asked[] => asked.filter(({ kind }) => kinds.includes(kind));
  const inScope = of('plain', 'hard');
  const [outside, two] = [of('out-of-scope'), of('two')];
  return [
    { label: 'right first', value: share(inScope, isFirst) },
    { label: 'right in three', value: share(inScope, isNear) },
    { label: 'plain, right first', value: share(of('plain'), isFirst) },
    { label: 'plain, right in three', value: share(of('plain'), isNear) },
    { label: 'hard, right first', value: share(of('hard'), isFirst) },
    { label: 'hard, right in three', value: share(of('hard'), isNear) },
    { label: 'answered outright', value: share(inScope, isOutright) },
    { label: 'of those, right', value: share(inScope.filter(isOutright), isRight) },
    { label: 'outright right, or among those offered', value: share(inScope, isHelped) },
    { label: 'plain, the same', value: share(of('plain'), isHelped) },
    { label: 'follow-up, right first', value: share(of('follow-up'), isFirst) },
    { label: 'follow-up, right in three', value: share(of('follow-up'), isNear) },
    {
      label: 'two questions, both answered',
      value: share(two, (row) => bothOf(row).every((id) => row.got.answers.includes(id))),
    },
    {
      label: 'two questions, both answered or offered',
      value: share(two, (row) => bothOf(row).every((id) => given(row).includes(id))),
    },
    { label: 'out of scope, answered outright', value: share(outside, isOutright) },
    {
      label: 'out of scope, offered',
      value: share(outside, (row) => !isOutright(row) && row.got.candidates.length > 0),
    },
  ];
}

const given = ({ got }: Asked): readonly string[] => [...got.answers, ...got.candidates];
const bothOf = ({ topic, also }: Asked): readonly string[] => [topic ?? '', ...also];
const isHelped = (row: Asked): boolean =>
  isRight(row) || (row.topic !== null && row.got.candidates.includes(row.topic));

/** How often the first topic is right, by how sure it was: ten bins. A message out of scope has no right one. */
export function calibrationOf(asked: readonly Asked[]): readonly (readonly [number, number, number])[] {
  return Array.from({ length: 10 }, (_, bin) => {
    const rows = asked.filter(({ got }) => Math.min(9, Math.floor((got.ranked[0]?.confidence ?? 0) * 10)) === bin);
    const meant = rows.reduce((sum, { got }) => sum + (got.ranked[0]?.confidence ?? 0), 0) / Math.max(1, rows.length);
    return [meant, rows.filter(isFirst).length / Math.max(1, rows.length), rows.length] as const;
  }).filter(([, , count]) => count > 0);
}

/** How much is answered and how much of that is right, as the threshold falls. */
export function coverageOf(asked: readonly Asked[]): readonly (readonly [number, number])[] {
  const inScope = asked.filter(({ topic }) => topic !== null);
  return Array.from({ length: 50 }, (_, step) => 1 - step / 50).flatMap((at) => {
    const sure = asked.filter(({ got }) => (got.ranked[0]?.confidence ?? 0) >= at);
    if (sure.length === 0) return [];
    return [
      [
        sure.filter(({ topic }) => topic !== null).length / inScope.length,
        sure.filter(isFirst).length / sure.length,
      ] as const,
    ];
  });
}
