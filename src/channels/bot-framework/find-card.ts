import type { Option, Reply } from '../../replies/reply.ts';
import type { VisitStore } from '../../store/visit-store.ts';

/** The reply that a pressed card shows, and the replies that now stand last with choices. */
export interface FoundCard {
  readonly reply: Reply;
  readonly standing: readonly Reply[];
}

const PAGE = 200;

/** Looks in the visit's log for the card that was pressed; null when it is not there any more. */
export async function findCard(store: VisitStore, visitId: string, card: string): Promise<FoundCard | null> {
  const said: Reply[] = [];
  for (let seq: number | undefined = 0; seq !== undefined; ) {
    const page = await store.logAfter(visitId, seq, PAGE);
    said.push(...page.flatMap((entry) => (entry.from === 'bot' ? [entry.reply] : [])));
    seq = page.length < PAGE ? undefined : page.at(-1)?.seq;
  }
  const reply = said.find(({ id }) => id === card);
  const turn = turnOf(said.findLast(({ options }) => options.length > 0)?.id ?? '');
  return reply ? { reply, standing: said.filter(({ id }) => turnOf(id) === turn) } : null;
}

/** True for a choice that answers no question but opens something: it means the same on every card, however old. */
export const opens = ({ id }: Option): boolean => /^(ask|check|book|topic:.+|section:.+)$/.test(id);

/** True when a press on an old card could be taken for an answer to the question that stands now. */
export function isPassed({ reply, standing }: FoundCard, chosen: Option): boolean {
  if (opens(chosen) || standing.some(({ id }) => id === reply.id)) return false;
  return standing.some(({ options }) => options.some(({ label }) => label === chosen.label));
}

/** Replies of one turn have ids that differ in their last part. */
const turnOf = (replyId: string): string => replyId.replace(/-[^-]*$/, '');
