import type { LogEntry, VisitStore } from '../../store/visit-store.ts';
import type { Knowledge } from '../../turn/turn-deps.ts';
import { botAccount, type DirectLineActivity, renderDirectLine } from '../render-direct-line.ts';
import { Refusal } from './refusal.ts';
import type { Claims } from './tokens.ts';

/** A visit as its client knows it. */
export interface Visit {
  readonly id: string;
  readonly conversationId: string;
  readonly clinicId: string;
  readonly user: string;
}

/** Starts the id of every visit of this channel. */
export const VISIT_PREFIX = 'directline/';

export const visitOf = ({ clinic, conv, user }: Claims): Visit => ({
  id: `${VISIT_PREFIX}${clinic}/${conv}`,
  conversationId: conv,
  clinicId: clinic,
  user,
});

/** Throws a Refusal for a visit that was never started, or was erased: it ends the conversation for its client. A store that is down ends nothing. */
export async function mustBeOpen({ id }: Visit, store: VisitStore): Promise<void> {
  if (!(await store.isOpen(id).catch(() => true)))
    throw new Refusal(404, 'ConversationNotFound', 'there is no such conversation; start one first');
}

/** A log entry for the client. `has` tells whether the client has an activity. */
export function showEntry(
  entry: LogEntry,
  visit: Visit,
  clinicName: string,
  publicUrl: string,
  has: (id: string) => boolean,
): DirectLineActivity {
  if (entry.from === 'bot') {
    return renderDirectLine(entry.reply, {
      conversationId: visit.conversationId,
      clinicName,
      at: entry.at,
      publicUrl,
      replyToId: entry.replyTo !== null && has(entry.replyTo) ? entry.replyTo : null,
    });
  }
  return {
    type: 'message',
    id: entry.id,
    timestamp: new Date(entry.at).toISOString(),
    channelId: 'directline',
    from: { id: visit.user, role: 'user' },
    conversation: { id: visit.conversationId },
    text: entry.message.text,
    textFormat: 'plain',
    ...(entry.message.locale === null ? {} : { locale: entry.message.locale }),
    ...(entry.clientId === null ? {} : { channelData: { clientActivityID: entry.clientId } }),
  };
}

/** Says that a reply is coming. Shown by open sockets, never stored. */
export const typing = (visit: Visit, clinicName: string, id: string, at: number): DirectLineActivity => ({
  type: 'typing',
  id,
  timestamp: new Date(at).toISOString(),
  channelId: 'directline',
  from: botAccount(clinicName),
  conversation: { id: visit.conversationId },
});

/** The clinic's name as its visitors read it. */
export const clinicName = (knowledge: () => Knowledge, clinicId: string): string =>
  knowledge().content.clinics.get(clinicId)?.name ?? clinicId;
