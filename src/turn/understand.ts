import type { Ranking } from '../answering/ranking.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import type { LanguageContent } from '../content/content-schema.ts';
import { asksAfterRequest } from '../recognizing/asks-after-request.ts';
import { asksWhatIsKept } from '../recognizing/asks-what-is-kept.ts';
import { isFollowUp } from '../recognizing/is-follow-up.ts';
import { isPlainNo } from '../recognizing/is-plain-no.ts';
import { isVagueYes } from '../recognizing/is-vague-yes.ts';
import { isWish } from '../recognizing/is-wish.ts';
import { readChoice } from '../recognizing/read-choice.ts';
import { readCourtesy } from '../recognizing/read-courtesy.ts';
import { readIntent } from '../recognizing/read-intent.ts';
import { readLanguage } from '../recognizing/read-language.ts';
import { readRegion } from '../recognizing/read-region.ts';
import { readYesNo } from '../recognizing/read-yes-no.ts';
import type { Option } from '../replies/reply.ts';
import { NOTHING_FOUND, type Screening } from '../screening/screening.ts';
import type { Knowledge } from './turn-deps.ts';
import { KEPT_LENGTH } from './visitor-message.ts';

/** All that can be told of one message before the dialog sees it. */
export interface Understanding {
  readonly screening: Screening;
  /** The offered choice that was meant, by its number, its label or words close to it. */
  readonly choice: string | null;
  /** True when the choice was pressed, numbered or typed letter by letter: near words are not enough where safety hangs on it. */
  readonly chosenExactly: boolean;
  readonly yesNo: 'yes' | 'no' | 'unsure' | null;
  /** True for an "ok" or "sure", which may only mean "go on". */
  readonly vagueYes: boolean;
  /** True for a no that cannot be misread: all that clears an emergency question. */
  readonly plainNo: boolean;
  /** Where it hurts, in a short answer. */
  readonly region: 'back' | 'foot' | 'both' | null;
  readonly intent: string | null;
  /** The courtesy in a message that may say no more than that. */
  readonly courtesy: 'greeting' | 'thanks' | 'goodbye' | null;
  /** True for a message that asks that something be done now. */
  readonly wish: boolean;
  readonly asksWhatIsKept: boolean;
  /** True for a message that asks what has become of a request. */
  readonly asksAfterRequest: boolean;
  /** True for a message that names nothing and so asks on about what was said. */
  readonly followUp: boolean;
  readonly language: string;
  readonly ranking: Ranking;
}

/** What the understanding of a message leans on. `now` in epoch milliseconds. */
export interface Situation {
  readonly screening: Screening;
  readonly knowledge: Knowledge;
  readonly words: LanguageContent;
  readonly clinic: Clinic;
  readonly now: number;
  readonly offered: readonly Option[];
  readonly after: string | null;
}

const nothing: Ranking = { answers: [], candidates: [], ranked: [] };

/** Reads one message that was screened: choice, yes / no, intent, language and topic. Pure. */
export function understand(
  text: string,
  { screening: found, knowledge, words, clinic, now, offered, after }: Situation,
): Understanding {
  const labels = offered.map(({ label }) => label);
  const spoken = text.trim().toLowerCase();
  const pressed = labels.some((label) => label.toLowerCase() === spoken);
  const kept = text.slice(0, KEPT_LENGTH);
  const plainNo = isPlainNo(kept);
  // A pressed choice is our own wording coming back, and a plain no names nothing: neither says anything about the visitor's body.
  const screening = pressed || plainNo ? NOTHING_FOUND : found;
  const choice = readChoice(kept, labels);
  const urgent = screening.urgency === 'emergency' || screening.urgency === 'urgent';
  const ranking = urgent ? nothing : offeredOnly(knowledge.rank(kept, after), words, clinic, now);
  const isKnown = ranking.answers.length + ranking.candidates.length > 0;
  return {
    screening,
    choice: choice === null ? null : (offered[choice.index]?.id ?? null),
    chosenExactly: choice?.exact ?? false,
    yesNo: readYesNo(kept),
    vagueYes: isVagueYes(kept),
    plainNo,
    region: readRegion(kept),
    intent: readIntent(kept, words.intents),
    courtesy: isKnown ? null : readCourtesy(kept, words.intents),
    wish: isWish(kept),
    asksWhatIsKept: asksWhatIsKept(kept),
    asksAfterRequest: asksAfterRequest(kept),
    followUp: isFollowUp(kept),
    language: readLanguage(kept),
    ranking,
  };
}

/** True when this clinic gives the answer and its review has not run out. */
export function isOffered(id: string, words: LanguageContent, clinic: Clinic, now: number): boolean {
  const topic = words.topics.get(id);
  if (!topic || clinic.answers.without.includes(id) || !clinic.answers.sections.includes(topic.section)) return false;
  return Date.parse(`${topic.review.due}T23:59:59Z`) >= now;
}

function offeredOnly(ranking: Ranking, words: LanguageContent, clinic: Clinic, now: number): Ranking {
  const keep = (id: string): boolean => isOffered(id, words, clinic, now);
  return {
    answers: ranking.answers.filter(keep),
    candidates: ranking.candidates.filter(keep),
    ranked: ranking.ranked.filter(({ topic }) => keep(topic)),
  };
}
