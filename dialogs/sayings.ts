import { atLeast, type Said, type VisitContext } from './visit.context.ts';
import type { VisitEvent } from './visit.events.ts';

/** What a saying is made from. */
export type Args = { readonly context: VisitContext; readonly event: VisitEvent };

/** The three replies to any yes / no question of ours. */
export const yesNoUnsure = ['yes', 'no', 'unsure'] as const;
/** What a visitor can always do. */
export const menu = ['ask', 'check', 'book'] as const;

/** One tap tells whether an answer helped. */
const rating = ['helped', 'did-not-help'];

/** The reviewed answers that the visitor asked for, each with what to ask next. */
export function sayAnswers({ context, event }: Args): readonly Said[] {
  const topics = 'topics' in event ? event.topics : [];
  return topics.map(({ topic, related, rateable }, index) => {
    const last = index === topics.length - 1;
    const person = topic === 'talk-to-human' && context.clinic.ways.includes('person') ? ['way:person'] : [];
    const next =
      context.doing === null
        ? [...person, ...related.slice(0, 2).map((id) => `topic:${id}`), 'check', 'book', ...(rateable ? rating : [])]
        : [];
    return { line: `answer.${topic}`, options: last ? next : [] };
  });
}

/** Up to three topics to pick from; one alone is a question that a yes answers. */
export function sayCandidates(args: Args): Said {
  const near = choicesOf(args);
  if (near.length > 1) return { line: 'asking.did-you-mean', options: [...near, 'none-of-these'] };
  return {
    line: near[0] === 'book' ? 'asking.book-now' : 'asking.is-it-this',
    options: [...new Set([...near, ...menu])],
  };
}

/** Candidates as choices; to ask how to book is to be taken there. */
const choicesOf = ({ context: { clinic }, event }: Args): readonly string[] =>
  event.type === 'visitor.asked-unclearly'
    ? event.candidates.map((id) => (id === 'book-appointment' && clinic.ways.length > 0 ? 'book' : `topic:${id}`))
    : [];

/** A safety question was put often enough; what was asked instead has its turn. */
export const sayQuestionLeft = (args: Args): readonly Said[] =>
  choicesOf(args).length > 0
    ? [{ line: 'safety.question-left' }, sayCandidates(args)]
    : [{ line: 'safety.question-left', options: menu }];

/** What is near the last answer is offered, to whoever asks on about it; the second time in a row, a person too. */
export const sayNext = (args: Args): Said => ({
  line: args.context.misses === 1 ? 'asking.go-on-again' : 'asking.go-on',
  options: [...new Set([...choicesOf(args), 'book'])],
});

/** No answer, in other words the second time; the nearest section and the usual ways are offered. A person who was asked to join reads it. */
export const sayNoAnswer = ({ context, event }: Args): Said => {
  if (context.clinic.called !== null) return { line: 'person.can-read', options: menu };
  const near = event.type === 'visitor.asked-unclearly' && event.near !== undefined ? [`section:${event.near}`] : [];
  return { line: context.misses < 2 ? 'asking.no-answer' : 'asking.no-answer-either', options: [...near, ...menu] };
};

/** An open invitation, with a few topics to start from. */
export const sayGoAhead = ({ event }: Args): Said => ({
  line: 'asking.go-ahead',
  options: event.type === 'visitor.wanted-to-ask' ? event.starters.map((id) => `topic:${id}`) : [],
});

/** Erased; a visit that was marked is told the emergency number once more. */
export const sayForgotten = ({ context }: Args): Said => ({
  line: atLeast(context.urgency, 'urgent') ? 'forget.done-marked' : 'forget.done',
  options: menu,
});

/** A fixed line with its choices, as an action for a transition or an entry. */
export const say = (line: string, options: readonly string[] = []) =>
  ({ type: 'say', params: { line, options } }) as const;
