import { z } from 'zod';
import { type Answer, go, type PageAnswer, page } from '../answer.ts';
import type { AskedOfRequest } from '../asked.ts';
import { makeOnce } from '../make-once.ts';
import { noteOfRequest } from '../note-audit.ts';
import { requestPage } from '../pages/request-page.ts';
import { stateNames } from '../shown.ts';
import { shownNames } from '../shown-names.ts';
import { typedText } from '../typed-text.ts';

const HISTORY_ROWS = 100;
const SAME_NOTE_MS = 60_000;
const doneIds = ['claimed', 'open', 'closed', 'reopened', 'noted'] as const;
const notices: Readonly<Record<(typeof doneIds)[number], string>> = {
  claimed: 'You have it.',
  open: 'Given back. Somebody else can take it now.',
  closed: 'Closed.',
  reopened: 'Open again.',
  noted: 'Noted.',
};
const doneSchema = z.object({ done: z.enum(doneIds).optional().catch(undefined) });
const noteSchema = z.strictObject({ token: z.string(), text: typedText(1_000) });

/** Everything about one request, to call the visitor by. Noted in the audit first. */
export async function showRequest(asked: AskedOfRequest): Promise<Answer> {
  const { done } = doneSchema.parse(asked.query);
  return showPresent(asked, { notice: done ? notices[done] : null });
}

/** The request as it is now, with what to say about it. */
export async function showPresent(asked: AskedOfRequest, more: Partial<PageAnswer>): Promise<Answer> {
  const { store, knowledge, now } = asked.console;
  const { request, clinic, who } = asked;
  await noteOfRequest(asked, 'request.read');
  const [notes, history, names] = await Promise.all([
    store.notes(request.reference),
    store.audited({ clinicIds: [request.clinicId], about: request.reference, limit: HISTORY_ROWS, offset: 0 }),
    shownNames(asked),
  ]);
  const once = makeOnce(asked.console);
  return page(
    request.reference,
    requestPage({
      request,
      clinic,
      who,
      notes,
      history: history.rows,
      names,
      once,
      content: knowledge().content,
      now: now(),
    }),
    more,
  );
}

/** The request changed after the form was made: says who was quicker, and shows how it is now. */
export async function showQuicker(asked: AskedOfRequest): Promise<Answer> {
  const names = await shownNames(asked);
  const { state, claimedBy } = asked.request;
  const by = claimedBy !== null && state === 'claimed' ? ` by ${names(claimedBy)}` : '';
  const notice = `Nothing was done: somebody was quicker. It is now ${stateNames[state].toLowerCase()}${by}.`;
  return showPresent(asked, { status: 409, notice });
}

/** Adds a note for colleagues. The same note sent twice in a row counts once. */
export async function addNote(asked: AskedOfRequest): Promise<Answer> {
  const { store, now } = asked.console;
  const { request, who, body } = asked;
  const { text } = noteSchema.parse(body);
  if (text === '') return showPresent(asked, { status: 400, notice: 'Write the note first.' });
  if (request.state === 'withdrawn') return showQuicker(asked);
  const by = who.account.signInName;
  const last = (await store.notes(request.reference)).at(-1);
  const isSame = last?.by === by && last.text === text && now() - last.at < SAME_NOTE_MS;
  if (!isSame) {
    await store.addNote(request.reference, { at: now(), by, text });
    await noteOfRequest(asked, 'request.noted');
  }
  return go(`/requests/${request.reference}?done=noted`);
}
