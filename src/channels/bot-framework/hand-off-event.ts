import { z } from 'zod';
import { referenceOf } from '../../booking/reference.ts';
import { type LanguageContent, urgencies } from '../../content/content-schema.ts';
import type { Reply } from '../../replies/reply.ts';
import type { ClinicRequest } from '../../store/request-store.ts';
import type { LogEntry, VisitStore } from '../../store/visit-store.ts';
import { redact } from '../../turn/redact.ts';
import type { TurnDeps } from '../../turn/turn-deps.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';

/** One message of a transcript, in the Bot Framework's shape. */
export interface TranscriptMessage {
  readonly type: 'message';
  readonly timestamp: string;
  readonly from: { readonly role: 'user' | 'bot' };
  readonly text: string;
}

const AT_ONCE = 500;
/** Channels take 256 KB; what is older than fits is left out. */
const MOST_BYTES = 100_000;

const text = z.string().nullable().catch(null);
const detailsSchema = z
  .object({ urgency: z.enum(urgencies).catch('none'), language: text, topic: text, reason: text })
  .catch({ urgency: 'none', language: null, topic: null, reason: null });

/**
 * The event that asks a hub for a person. Its value says where to route the visit, in ids of ours; `topic` is the answer
 * given last, else what a booking was for. What was said so far is attached, without what could tell who wrote.
 */
export async function handOffEvent(
  request: ClinicRequest,
  words: LanguageContent,
  store: Pick<VisitStore, 'logAfter'>,
): Promise<object> {
  const { urgency, language, topic, reason } = detailsSchema.parse(request.details);
  const content = await transcriptOf(request, words, store);
  return {
    type: 'event',
    name: 'handoff.initiate',
    value: { reference: request.reference, urgency, language, topic: topic ?? reason },
    attachments: [{ contentType: 'application/json', name: 'Transcript', content }],
  };
}

/** The same for a caller that takes it in the answer to the message that asked; a repeated message gets it again, with the same id. */
export async function handOffAnswered(
  { handOffs, keys }: VisitorMessage,
  replies: readonly Reply[],
  { store, knowledge }: Pick<TurnDeps, 'store' | 'knowledge'>,
): Promise<readonly object[]> {
  if (handOffs !== 'answered' || !replies.some(({ lines }) => lines.includes('person.asked-hub'))) return [];
  const request = await store.request(referenceOf(keys[0]));
  const words = knowledge().content.languages.en;
  return request && words ? [{ id: request.reference, ...(await handOffEvent(request, words, store)) }] : [];
}

async function transcriptOf(
  { visitId, createdAt }: ClinicRequest,
  words: LanguageContent,
  store: Pick<VisitStore, 'logAfter'>,
): Promise<readonly TranscriptMessage[]> {
  const messages: TranscriptMessage[] = [];
  let seq = 0;
  for (let last = AT_ONCE; last === AT_ONCE; ) {
    const found = await store.logAfter(visitId, seq, AT_ONCE);
    messages.push(...found.filter(({ at }) => at <= createdAt).map((entry) => messageOf(entry, words)));
    seq = found.at(-1)?.seq ?? seq;
    last = found.length;
  }
  let room = MOST_BYTES;
  const first = messages.findLastIndex((message) => {
    room -= Buffer.byteLength(JSON.stringify(message));
    return room < 0;
  });
  return messages.slice(first + 1);
}

/** Our own lines hold nothing that was typed: that stands in the facts of a read-back, which are left out. */
function messageOf(entry: LogEntry, words: LanguageContent): TranscriptMessage {
  const timestamp = new Date(entry.at).toISOString();
  if (entry.from === 'visitor')
    return { type: 'message', timestamp, from: { role: 'user' }, text: redact(entry.message.text, words) };
  const { kind, heading, text } = entry.reply;
  const said = [heading, kind === 'staff' ? redact(text, words) : text].filter(Boolean).join('\n\n');
  return { type: 'message', timestamp, from: { role: 'bot' }, text: said };
}
