import type { RedFlag } from '../content/content-schema.ts';
import { urgencies } from '../content/content-schema.ts';
import type { Sign } from './apply-context.ts';
import type { Finding, Screening } from './screening.ts';
import type { Word } from './split-clauses.ts';

type Rule = RedFlag['rules'][number];
/** The rules of all red flags, found by a concept that each cannot do without. */
export interface Rules {
  readonly all: readonly CompiledRule[];
  readonly byConcept: ReadonlyMap<string, readonly CompiledRule[]>;
  /** Every concept that a rule names. */
  readonly concepts: ReadonlySet<string>;
  /** Concepts that a rule takes from anywhere in the visit. */
  readonly background: ReadonlySet<string>;
}
/** A rule, each part split into the concepts that satisfy it. */
interface CompiledRule extends Omit<Rule, 'all' | 'with' | 'none' | 'without' | 'urgency'> {
  readonly flag: string;
  readonly urgency: Finding['urgency'];
  readonly order: number;
  readonly all: readonly (readonly string[])[];
  readonly with: readonly (readonly string[])[];
  readonly none: readonly string[];
  readonly without: readonly string[];
  readonly weight: number;
}
interface Hit {
  readonly flag: string;
  readonly urgency: Finding['urgency'];
  readonly words: string;
  readonly rule: string;
  readonly weight: number;
}

const MOST_TRIED = 60;
const NEAR = 5;
const MOST_EVIDENCE = 3;
const rank = (urgency: Finding['urgency']): number => urgencies.indexOf(urgency);

/** Splits the choices (`numb|tingling`) of every rule once. */
export function compileRules(flags: Iterable<Pick<RedFlag, 'id' | 'urgency' | 'rules'>>): Rules {
  const byConcept = new Map<string, CompiledRule[]>();
  const concepts = new Set<string>();
  const background = new Set<string>();
  const split = (parts: readonly string[]): string[][] => parts.map((part) => part.split('|'));
  const all: CompiledRule[] = [];
  for (const { id, urgency, rules } of flags) {
    for (const rule of rules) {
      const compiled: CompiledRule = {
        ...rule,
        flag: id,
        urgency: rule.urgency ?? urgency,
        order: all.length,
        all: split(rule.all),
        with: split(rule.with),
        none: split(rule.none).flat(),
        without: split(rule.without).flat(),
        weight: rule.all.length + rule.with.length,
      };
      all.push(compiled);
      const named = [...compiled.all.flat(), ...compiled.with.flat(), ...compiled.none, ...compiled.without];
      for (const concept of named) concepts.add(concept);
      for (const concept of compiled.with.flat()) background.add(concept);
      const fewest = compiled.all.toSorted((one, other) => one.length - other.length)[0] ?? [];
      for (const concept of fewest) byConcept.set(concept, [...(byConcept.get(concept) ?? []), compiled]);
    }
  }
  return { all, byConcept, concepts, background };
}

/** Applies every rule to the signs of one message: findings worst first, and the flag to ask about when none is as urgent. */
export function applyRules(
  rules: Rules,
  signs: readonly Sign[],
  words: readonly Word[],
  heard: readonly string[] = [],
): Screening {
  const by = new Map<string, Sign[]>();
  for (const sign of signs) {
    const list = by.get(sign.concept);
    if (list) list.push(sign);
    else by.set(sign.concept, [sign]);
  }
  const found: Hit[] = [];
  const doubtful: Hit[] = [];
  for (const rule of possibleRules(rules, by)) {
    if (words.length > (rule['at-most-words'] ?? Number.POSITIVE_INFINITY)) continue;
    const hit = (chosen: readonly Sign[]): Hit => ({
      flag: rule.flag,
      urgency: rule.urgency,
      words: wordsOf(chosen, words),
      rule: rule.rule,
      weight: rule.weight,
    });
    const chosen = satisfy(rule, by, countsNow(rule), heard);
    if (chosen) (rule.asks ? doubtful : found).push(hit(chosen));
    else if (rule.urgency === 'emergency' && !rule.asks) {
      const maybe = satisfy(rule, by, countsMaybe, heard);
      if (maybe) doubtful.push(hit(maybe));
    }
  }
  const findings = toFindings(found);
  const worst = findings[0]?.urgency ?? 'none';
  const doubt = doubtful.sort(worstFirst)[0];
  const asked = doubt && urgencies.indexOf(worst) < rank(doubt.urgency) ? doubt : null;
  const said = signs.filter((sign) => rules.background.has(sign.concept) && countsEver(sign) && !sign.asking);
  return {
    urgency: worst,
    findings,
    asks: asked?.flag ?? null,
    asksFor: asked?.urgency ?? null,
    insists: false,
    chances: null,
    heard: [...new Set(said.map(({ concept }) => concept))],
    notes: [],
  };
}

/** The rules of whose every part some concept was said, in their order. */
function possibleRules(rules: Rules, by: ReadonlyMap<string, readonly Sign[]>): readonly CompiledRule[] {
  const seen = new Uint8Array(rules.all.length);
  const possible: CompiledRule[] = [];
  for (const concept of by.keys()) {
    for (const rule of rules.byConcept.get(concept) ?? []) {
      if (seen[rule.order]) continue;
      seen[rule.order] = 1;
      if (rule.all.every((part) => part.some((each) => by.has(each)))) possible.push(rule);
    }
  }
  return possible.sort((one, other) => one.order - other.order);
}

const countsNow =
  (rule: CompiledRule) =>
  (sign: Sign): boolean =>
    !sign.denied && !sign.family && !sign.longAgo && !sign.asking && !sign.unreal && (!sign.gone || rule['even-gone']);
const countsMaybe = (sign: Sign): boolean => !sign.denied && !sign.family && !sign.longAgo && !sign.asking;
const countsEver = (sign: Sign): boolean => !sign.denied && !sign.family;

function satisfy(
  rule: CompiledRule,
  by: ReadonlyMap<string, readonly Sign[]>,
  counts: (sign: Sign) => boolean,
  heard: readonly string[],
): readonly Sign[] | null {
  const pick = (concepts: readonly string[], keep: (sign: Sign) => boolean): Sign[] => {
    const picked: Sign[] = [];
    for (const concept of concepts) for (const sign of by.get(concept) ?? []) if (keep(sign)) picked.push(sign);
    return picked;
  };
  const parts: Sign[][] = [];
  for (const concepts of rule.all) {
    const picked = pick(concepts, counts);
    if (picked.length === 0) return null;
    parts.push(picked);
  }
  const beside: Sign[] = [];
  for (const concepts of rule.with) {
    const first = pick(concepts, countsEver)[0];
    if (first) beside.push(first);
    else if (!concepts.some((concept) => heard.includes(concept))) return null;
  }
  if (pick(rule.without, countsEver).length > 0) return null;
  const [first, ...rest] = parts.sort((a, b) => a.length - b.length);
  for (const start of (first ?? []).slice(0, MOST_TRIED)) {
    const chosen = extend([start], rest, rule.within);
    if (!chosen) continue;
    const excluded = pick(rule.none, (sign) => !sign.denied && isWithin(sign, chosen, rule.within));
    if (excluded.length === 0) return [...chosen, ...beside];
  }
  return null;
}

function extend(
  chosen: readonly Sign[],
  rest: readonly (readonly Sign[])[],
  within: Rule['within'],
): readonly Sign[] | null {
  const [part, ...others] = rest;
  if (!part) return chosen;
  let tried = 0;
  for (const sign of part) {
    if (tried >= MOST_TRIED) return null;
    if (!isWithin(sign, chosen, within) || chosen.some((other) => overlap(sign, other))) continue;
    tried++;
    const whole = extend([...chosen, sign], others, within);
    if (whole) return whole;
  }
  return null;
}

const overlap = (a: Sign, b: Sign): boolean => a.start < b.end && b.start < a.end;

function isWithin(sign: Sign, chosen: readonly Sign[], within: Rule['within']): boolean {
  if (within === 'message') return true;
  if (within === 'sentence') return chosen.every((other) => other.sentence === sign.sentence);
  if (within === 'clause') return chosen.every((other) => sharesClause(sign, other));
  return chosen.some((other) => sharesClause(sign, other) && distance(sign, other) <= NEAR);
}

const sharesClause = (a: Sign, b: Sign): boolean => a.fromClause <= b.toClause && b.fromClause <= a.toClause;
const distance = (a: Sign, b: Sign): number => Math.max(0, a.start >= b.end ? a.start - b.end : b.start - a.end);

const worstFirst = (a: Hit, b: Hit): number => rank(b.urgency) - rank(a.urgency) || b.weight - a.weight;

function toFindings(hits: readonly Hit[]): Finding[] {
  const findings = new Map<
    string,
    { flag: string; urgency: Finding['urgency']; evidence: { words: string; rule: string }[] }
  >();
  for (const { flag, urgency, words, rule } of [...hits].sort(worstFirst)) {
    const known = findings.get(flag);
    if (!known) findings.set(flag, { flag, urgency, evidence: [{ words, rule }] });
    else if (known.evidence.length < MOST_EVIDENCE) known.evidence.push({ words, rule });
  }
  return [...findings.values()];
}

function wordsOf(signs: readonly Sign[], words: readonly Word[]): string {
  const said = (sign: Sign): string =>
    words
      .slice(sign.start, sign.end)
      .map(({ written }) => written)
      .join(' ');
  return [...new Set([...signs].sort((a, b) => a.start - b.start).map(said))].join(' … ');
}
