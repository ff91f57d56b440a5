import { createInterface } from 'node:readline';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { prepareKnowledge, TRAINED_FOLDER } from '../content/watch-content.ts';
import { whyNot } from '../screening/opinion-features.ts';
import { compileReader } from '../screening/screen-text.ts';
import { clinicFacts } from '../turn/clinic-facts.ts';
import { readSavedVisit } from '../turn/saved-visit.ts';
import { stepVisit } from '../turn/step-visit.ts';
import { toEvent } from '../turn/to-event.ts';
import type { Knowledge } from '../turn/turn-deps.ts';
import { type Understanding, understand } from '../turn/understand.ts';
import { SCREENED_LENGTH } from '../turn/visitor-message.ts';
import { startTool } from './start-tool.ts';

startTool();

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  locale: z.string().nullish(),
  after: z.string().nullish(),
});

/** What one message comes to as the first of a visit: the line that `understand --jsonl` prints. */
interface Verdict {
  readonly urgency: string;
  readonly flags: readonly string[];
  readonly asks: string | null;
  readonly answer: string | null;
  readonly candidates: readonly string[];
  readonly intent: string;
  readonly locale: string;
  readonly ms: number;
}

const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' });
const knowledge = prepareKnowledge(config.contentDir, TRAINED_FOLDER);

if (process.argv.includes('--jsonl')) await answerLines(knowledge);
else
  explain(
    process.argv
      .slice(2)
      .filter((word) => !word.startsWith('--'))
      .join(' '),
    knowledge,
  );

async function answerLines(knowledge: Knowledge): Promise<void> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answerLine(line, knowledge))}\n`);
  }
}

function answerLine(line: string, knowledge: Knowledge): object {
  let given: unknown;
  try {
    given = JSON.parse(line);
  } catch {
    return { id: null, error: 'this line is not JSON' };
  }
  const parsed = lineSchema.safeParse(given);
  if (!parsed.success) return { id: null, error: `a line needs "id" and "text": ${parsed.error.issues[0]?.message}` };
  return { id: parsed.data.id, ...judge(parsed.data.text, parsed.data.after ?? null, knowledge).verdict };
}

function judge(
  text: string,
  after: string | null,
  knowledge: Knowledge,
): { verdict: Verdict; understood: Understanding; lines: readonly string[] } {
  const started = performance.now();
  const clinic = knowledge.content.clinics.get(config.defaultClinic);
  const words = knowledge.content.languages.en;
  if (!clinic || !words) throw new Error(`DEFAULT_CLINIC: there is no clinic "${config.defaultClinic}"`);
  const now = Date.now();
  const screening = knowledge.screen(text.slice(0, SCREENED_LENGTH));
  const understood = understand(text, { screening, knowledge, words, clinic, now, offered: [], after });
  const { saved } = readSavedVisit(null);
  const facts = clinicFacts(clinic, { now, slots: [], reference: '', twin: null, called: null });
  const nothingElse = { given: null, cancelling: null, hasPerson: facts.ways.includes('person') };
  const { redFlags } = knowledge.content;
  const event = toEvent(understood, { saved, words, clinic, redFlags, now, ...nothingElse });
  const step = stepVisit(saved, [{ type: 'visitor.arrived', brief: true }, event], facts);
  const answers = step.lines
    .filter(({ line }) => line.startsWith('answer.'))
    .map(({ line }) => line.slice('answer.'.length));
  // A wish is fulfilled, not explained: it is known all the same.
  const done = /wanted-(?:booking|person)$/.test(event.type) && understood.wish ? understood.ranking : null;
  const verdict: Verdict = {
    urgency: step.saved.context.urgency,
    flags: [...screening.findings.map(({ flag }) => flag), ...screening.notes],
    asks: step.saved.context.asked?.id ?? null,
    answer: answers[0] ?? done?.answers[0] ?? null,
    candidates:
      answers.length > 1
        ? answers
        : event.type === 'visitor.asked-unclearly'
          ? event.candidates
          : (done?.candidates ?? []),
    intent: intentOf(event.type, understood),
    locale: understood.language,
    ms: Math.round((performance.now() - started) * 1000) / 1000,
  };
  return { verdict, understood, lines: step.lines.map(({ line }) => line) };
}

function intentOf(event: string, { intent, ranking }: Understanding): string {
  if (event === 'screening.found-red-flag') return 'red-flag';
  if (event === 'visitor.asked') return 'question';
  if (event === 'visitor.asked-unclearly') return ranking.candidates.length > 0 ? 'question' : 'out-of-scope';
  if (event === 'screening.could-not-tell') return 'question';
  return intent ?? event.replace(/^visitor\./, '');
}

/** The clauses of a message, each with its concepts; a concept that does not count says why. */
function explainReading(text: string, { content }: Knowledge): string[] {
  const { words, signs } = compileReader(content).read(text);
  const clauses = new Map<number, string[]>();
  for (const { clause, text: word } of words) clauses.set(clause, [...(clauses.get(clause) ?? []), word]);
  return [...clauses].map(([clause, said]) => {
    const names = signs
      .filter((sign) => sign.fromClause === clause)
      .map(
        (sign) =>
          `${sign.concept}${whyNot(sign)
            .replace('-', ' ')
            .replace(/^ (.*)$/, ' ($1)')}`,
      );
    return `clause      ${said.join(' ')}\n              ${[...new Set(names)].join(', ') || 'no concept'}`;
  });
}

function explain(text: string, knowledge: Knowledge): void {
  if (text === '') {
    console.error('usage: npm run understand -- "my heel hurts in the morning"   or   … -- --jsonl < messages.jsonl');
    process.exitCode = 2;
    return;
  }
  const { verdict, understood, lines } = judge(text, null, knowledge);
  console.log(`message     ${text}`);
  console.log(`urgency     ${verdict.urgency}${verdict.asks ? `, asks about ${verdict.asks}` : ''}`);
  for (const { flag, urgency, evidence } of understood.screening.findings) {
    console.log(`  ${flag} (${urgency})`);
    for (const { words, rule } of evidence) console.log(`    "${words}" by ${rule}`);
  }
  const { chances, notes } = understood.screening;
  if (chances)
    console.log(
      `chances     emergency ${chances.emergency.toFixed(2)}, at least urgent ${chances.urgent.toFixed(2)}, at least soon ${chances.soon.toFixed(2)}`,
    );
  if (notes.length > 0) console.log(`cautions    ${notes.join(', ')}`);
  for (const line of explainReading(text, knowledge)) console.log(line);
  console.log(`intent      ${verdict.intent}; language ${verdict.locale}`);
  console.log(
    `answer      ${verdict.answer ?? 'none outright'}${verdict.candidates.length > 0 ? `; offers ${verdict.candidates.join(', ')}` : ''}`,
  );
  for (const { topic, confidence } of understood.ranking.ranked.slice(0, 5))
    console.log(`  ${confidence.toFixed(3)}  ${topic}`);
  console.log(`says        ${lines.join(', ')}`);
  console.log(`took        ${verdict.ms} ms`);
}
