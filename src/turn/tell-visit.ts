import { z } from 'zod';
import type { VisitEvent } from '../../dialogs/visit.events.ts';
import { composeReply, voiceOf } from '../replies/compose-reply.ts';
import { shortHash } from '../short-hash.ts';
import type { ClinicRequest } from '../store/request-store.ts';
import { AlreadyTaken, RevisionConflict } from '../store/visit-store.ts';
import { clinicFacts } from './clinic-facts.ts';
import { readSavedVisit } from './saved-visit.ts';
import { stepVisit } from './step-visit.ts';
import type { TurnDeps } from './turn-deps.ts';

/** Which visit is told. */
export interface ToldVisit {
  readonly visitId: string;
  readonly clinicId: string;
}

/** What a visit can be told by staff and by the clinic's systems. */
export type News = Extract<VisitEvent, { readonly type: `staff.${string}` | `clinic.${string}` }>;

const TRIES = 5;
const zoned = z.object({ zone: z.string() });

/**
 * Tells a visit what happened elsewhere, once for each `key`: the same line from saved visit to commit as a turn, without
 * a message. True when something new was said. Throws when the store does, or when others keep changing the visit.
 */
export async function tellVisit(
  { visitId, clinicId }: ToldVisit,
  key: string,
  news: News,
  deps: TurnDeps,
): Promise<boolean> {
  const { content } = deps.knowledge();
  const clinic = content.clinics.get(clinicId);
  const words = content.languages.en;
  if (!clinic || !words) throw new Error(`there is no clinic "${clinicId}" in the content any more`);
  for (let attempt = 1; ; attempt++) {
    const now = deps.now();
    const { state, revision } = await deps.store.load(visitId);
    // Read after the visit's revision: what changes meanwhile makes the commit a conflict.
    const request = 'reference' in news && news.reference ? await deps.store.request(news.reference) : null;
    if (state === null || isPast(news, request)) return false;
    const slots = deps.slots?.(clinicId) ?? [];
    const facts = clinicFacts(clinic, { now, slots, reference: '', twin: null, called: null });
    const step = stepVisit(readSavedVisit(state).saved, [news], facts);
    const { zone = null } = zoned.safeParse(request?.details).data ?? {};
    const voice = voiceOf(content, words, clinic, now, slots, zone);
    const turn = { urgency: step.saved.context.urgency, answer: null };
    const id = shortHash(key);
    const isElsewhere = (await deps.store.replyAddress(visitId)) !== null;
    const say = step.lines.map((_, nth) => ({
      key: `say:${id}-${nth}`,
      kind: 'say',
      body: { news: `news:${key}`, nth },
    }));
    try {
      await deps.store.commit({
        visitId,
        clinicId,
        revision,
        state: step.saved,
        keys: [`news:${key}`],
        answers: null,
        replies: step.lines.map((line, index) => composeReply(line, voice, { ...turn, id: `${id}-${index}` })),
        outbox: isElsewhere ? say : [],
        miss: null,
        audit: { news: news.type, lines: step.lines.map(({ line }) => line) },
        forget: step.forget,
        keepsRequests: true,
        now,
      });
      if (isElsewhere) deps.wake?.();
      return true;
    } catch (error) {
      if (error instanceof AlreadyTaken) return false;
      if (!(error instanceof RevisionConflict) || attempt === TRIES) throw error;
    }
  }
}

/** Withdrawn, or better news came first. */
function isPast(news: News, request: ClinicRequest | null): boolean {
  if (request?.state === 'withdrawn') return true;
  if (news.type === 'staff.joined') return request?.state === 'closed';
  return news.type === 'clinic.was-not-reached' && (request?.delivery === 'delivered' || request?.state === 'closed');
}
