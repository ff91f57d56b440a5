import { z } from 'zod';
import { type Answer, go, type PageAnswer, page } from '../answer.ts';
import type { AskedOfRequest } from '../asked.ts';
import { makeOnce } from '../make-once.ts';
import { noteOfRequest, noteVisitRead } from '../note-audit.ts';
import { notFoundPage } from '../pages/message-page.ts';
import { transcript, visitPage } from '../pages/visit-page.ts';
import { readTranscript } from '../read-transcript.ts';
import { shownNames } from '../shown-names.ts';
import { typedText } from '../typed-text.ts';
import { tells } from './change-request.ts';

const LONGEST_REPLY = 2_000;
const logSchema = z.object({ after: z.coerce.number().int().min(0).catch(0) });
const replySchema = z.strictObject({
  token: z.string(),
  once: z.string().regex(/^[\w-]{1,40}$/),
  text: typedText(LONGEST_REPLY),
});

/** A conversation as it goes on, and a box to answer in for whoever has it. Noted in the audit first. */
export const showVisit = (asked: AskedOfRequest): Promise<Answer> => showPresent(asked, {});

async function showPresent(asked: AskedOfRequest, more: Partial<PageAnswer>, draft = ''): Promise<Answer> {
  const { request, clinic, who, console } = asked;
  if (request.kind !== 'hand-off') return notFoundPage;
  await noteVisitRead(asked);
  const [said, names] = await Promise.all([readTranscript(console, request, 0), shownNames(asked)]);
  const once = makeOnce(console);
  return page(`Conversation ${request.reference}`, visitPage({ request, clinic, who, said, names, once, draft }), more);
}

/** What was said since, for the script that keeps the page up to date. */
export async function showLog(asked: AskedOfRequest): Promise<Answer> {
  const { request, clinic, console, query } = asked;
  if (request.kind !== 'hand-off') return notFoundPage;
  await noteVisitRead(asked);
  const said = await readTranscript(console, request, logSchema.parse(query).after);
  return {
    kind: 'part',
    body: transcript(said, clinic),
    headers: { 'Plumbline-Seq': String(said.seq), 'Plumbline-Revision': String(request.revision) },
  };
}

/** Sends the visitor what whoever has the conversation wrote; the same form sent twice says it once. */
export async function tellVisitor(asked: AskedOfRequest): Promise<Answer> {
  const { request, who, body } = asked;
  const { text, once } = replySchema.parse(body);
  const { signInName, shownName } = who.account;
  if (text === '') return showPresent(asked, { status: 400, notice: 'Write something first.' });
  if (request.kind !== 'hand-off' || request.state !== 'claimed' || request.claimedBy !== signInName) {
    return showPresent(
      asked,
      { status: 409, notice: 'Not sent: the conversation is not yours. Take over first.' },
      text,
    );
  }
  const key = `staff/${request.reference}/${once}`;
  if (!(await tells(asked, key, { type: 'staff.wrote', name: shownName, text }))) {
    return showPresent(asked, { status: 503, notice: 'Not sent. What you wrote is still here: try again.' }, text);
  }
  await noteOfRequest(asked, 'visit.wrote');
  return go(`/visits/${request.reference}#reply`);
}
