import type { Asked, Flag, VisitEvent } from '../../dialogs/visit.events.ts';
import type { Clinic, LanguageContent, RedFlag } from '../content/content-schema.ts';
import type { SavedVisit } from './saved-visit.ts';
import { isOffered, type Understanding } from './understand.ts';

/** What an event is made from, beside the understanding. `now` in epoch milliseconds. */
export interface Surroundings {
  readonly saved: SavedVisit;
  readonly words: LanguageContent;
  readonly clinic: Clinic;
  readonly redFlags: ReadonlyMap<string, RedFlag>;
  readonly now: number;
}

const byIntent: Readonly<Record<string, VisitEvent>> = {
  greeting: { type: 'visitor.greeted' },
  thanks: { type: 'visitor.thanked' },
  goodbye: { type: 'visitor.said-goodbye' },
  complaint: { type: 'visitor.complained' },
  help: { type: 'visitor.wanted-help' },
  menu: { type: 'visitor.wanted-help' },
  restart: { type: 'visitor.wanted-restart' },
  forget: { type: 'visitor.wanted-forgetting' },
  booking: { type: 'visitor.wanted-booking' },
  check: { type: 'visitor.wanted-check' },
  stop: { type: 'visitor.wanted-to-stop' },
  acknowledged: { type: 'visitor.acknowledged' },
  withdrew: { type: 'visitor.withdrew' },
  yes: { type: 'visitor.answered', answer: 'yes' },
  no: { type: 'visitor.answered', answer: 'no' },
  unsure: { type: 'visitor.answered', answer: 'unsure' },
};
const byChoice: Readonly<Record<string, VisitEvent>> = {
  ...byIntent,
  book: { type: 'visitor.wanted-booking' },
  'none-of-these': { type: 'visitor.asked-unclearly', candidates: [] },
};
const starters = ['link-back-foot', 'plantar-fasciitis', 'sciatica', 'who-to-see'];

/** One message, understood, to the one thing that happened. Screening comes before all else; then what we had asked; then what was asked of us. */
export function toEvent(understood: Understanding, around: Surroundings): VisitEvent {
  const { screening, choice, yesNo, intent, language, ranking } = understood;
  const { saved, redFlags } = around;
  const topics = ranking.answers.map((topic) => asked(topic, around));
  const worst = screening.findings[0];
  const saidBefore = worst?.urgency === 'soon' && saved.context.flags.includes(worst.flag);
  if (worst && !saidBefore) {
    return { type: 'screening.found-red-flag', flag: { id: worst.flag, urgency: worst.urgency }, topics };
  }
  const doubt = screening.asks === null ? undefined : redFlags.get(screening.asks);
  if (doubt && !saved.context.cleared.includes(`flag:${doubt.id}`) && saved.context.asked?.id !== doubt.id) {
    return { type: 'screening.could-not-tell', flag: flagOf(doubt), topics };
  }
  if (choice !== null) return toChosen(choice, around);
  if (intent === 'acknowledged' || intent === 'withdrew') return byIntent[intent] as VisitEvent;
  if (yesNo && (saved.offered.includes('unsure') || topics.length === 0)) {
    const only = saved.offered.filter((option) => option.startsWith('topic:'));
    if (yesNo === 'yes' && only.length === 1 && only[0] && !saved.offered.includes('unsure'))
      return toChosen(only[0], around);
    return { type: 'visitor.answered', answer: yesNo };
  }
  if (intent === 'person') return { type: 'visitor.asked', topics: [asked('talk-to-human', around)] };
  const event = intent === null ? undefined : byIntent[intent];
  if (event) return event;
  if (language !== 'en')
    return { type: 'visitor.wrote-in', language: ['es', 'ja'].includes(language) ? language : 'other' };
  if (topics.length > 0) return { type: 'visitor.asked', topics };
  return { type: 'visitor.asked-unclearly', candidates: ranking.candidates };
}

function toChosen(option: string, around: Surroundings): VisitEvent {
  if (option === 'ask') {
    return {
      type: 'visitor.wanted-to-ask',
      starters: starters.filter((id) => isOffered(id, around.words, around.clinic, around.now)),
    };
  }
  if (option.startsWith('topic:')) {
    const topic = option.slice('topic:'.length);
    if (isOffered(topic, around.words, around.clinic, around.now))
      return { type: 'visitor.asked', topics: [asked(topic, around)] };
    return { type: 'visitor.asked-unclearly', candidates: [] };
  }
  return byChoice[option] ?? { type: 'visitor.chose', option };
}

const asked = (topic: string, { words, clinic, now }: Surroundings): Asked => ({
  topic,
  related: (words.topics.get(topic)?.related ?? []).filter((id) => isOffered(id, words, clinic, now)),
});

const flagOf = ({ id, urgency }: RedFlag): Flag => ({ id, urgency });
