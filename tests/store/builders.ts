import type { Reply } from '../../src/replies/reply.ts';
import type { OutboxRow } from '../../src/store/outbox-store.ts';
import type { NewRequest } from '../../src/store/request-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { AcceptedMessage, TurnCommit } from '../../src/store/visit-store.ts';
import type { VisitorMessage } from '../../src/turn/visitor-message.ts';

/** A visitor's message; its only key is made of the visit and its text. */
export function messageOf(text: string, changes: Partial<VisitorMessage> = {}): VisitorMessage {
  const visitId = changes.visitId ?? 'web/clinic-a/1';
  return {
    visitId,
    channel: 'web',
    clinicId: 'clinic-a',
    keys: [`${visitId}/${text}`],
    kind: 'wrote',
    text,
    locale: 'en-GB',
    ...changes,
  };
}

/** A reply with every field filled. */
export function replyOf(text: string, changes: Partial<Reply> = {}): Reply {
  return {
    id: `reply-to-${text}`,
    kind: 'answer',
    heading: 'Heel pain',
    text,
    links: [{ label: 'Call us', href: 'tel:+442079460000' }],
    options: [{ id: 'booking', label: 'Book a visit' }],
    about: {
      sources: [{ name: 'A guideline', url: null, supports: 'all of it' }],
      review: 'reviewed',
      reviewedBy: 'A. Reviewer',
      due: '2027-05-21',
    },
    lines: ['answer.heel-pain'],
    urgency: 'soon',
    answer: 'heel-pain',
    picture: { id: 'plantar-fascia', title: 'The plantar fascia', alt: 'A foot from the side.', height: 210 },
    ...changes,
  };
}

/** The commit of a turn that answers a message with one reply. */
export function turnOf(message: VisitorMessage, changes: Partial<TurnCommit> = {}): TurnCommit {
  return {
    visitId: message.visitId,
    clinicId: message.clinicId,
    revision: 0,
    state: { said: message.text },
    keys: message.keys,
    answers: null,
    replies: [replyOf(message.text)],
    outbox: [],
    requests: [],
    withdraw: [],
    keep: null,
    miss: null,
    audit: { lines: ['answer.heel-pain'] },
    forget: false,
    now: 1_000,
    ...changes,
  };
}

/** A message as its channel accepts it. */
export function acceptedOf(message: VisitorMessage, entryId = `entry-${message.text}`): AcceptedMessage {
  return { entryId, message, clientId: `client-${message.text}` };
}

/** A request for a call back; its twin is made of its reference. */
export function requestOf(reference: string, changes: Partial<NewRequest> = {}): NewRequest {
  return { reference, kind: 'callback', twin: `twin of ${reference}`, details: { name: 'Ana' }, ...changes };
}

/** All work that waits, as it was given; held by nobody afterwards. */
export async function waitingWork(store: Store): Promise<readonly OutboxRow[]> {
  const far = Number.MAX_SAFE_INTEGER;
  return (await store.lease(far, far, 1_000_000)).map(({ key, kind, body }) => ({ key, kind, body }));
}
