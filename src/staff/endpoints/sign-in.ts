import { z } from 'zod';
import type { Answer } from '../answer.ts';
import type { Asked, AskedByStaff } from '../asked.ts';
import { localPath } from '../local-path.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { beginSession, endSession } from '../session.ts';
import { signInNameSchema } from '../sign-in-name.ts';
import { addressKey, nameKey, waitAfter } from '../wait-after.ts';

const next = z.string().max(300).optional().catch(undefined);
const querySchema = z.object({ next, notice: z.string().optional().catch(undefined) });
const bodySchema = z.strictObject({ signInName: signInNameSchema.catch(''), password: z.string().max(1_000), next });

/** The page to sign in on; `next` is where to go afterwards. */
export async function showSignIn({ query }: Asked): Promise<Answer> {
  const { next, notice } = querySchema.parse(query);
  const said = notice === 'signed-up' ? 'Your password is set. Sign in with it.' : null;
  return signInPage({ next: localPath(next) }, { notice: said });
}

/** Signs in under a new session id. A wrong name, a wrong password and a disabled account are told apart by nothing, time included. */
export async function signIn({ console, body, address, presented }: Asked): Promise<Answer> {
  const { store, passwords, now } = console;
  const { signInName, password, next: wanted } = bodySchema.parse(body);
  const next = localPath(wanted);
  const [name, place] = [nameKey(signInName), addressKey(address)];
  const until = await store.takeAttempt([name, place], now(), waitAfter);
  if (until !== null) {
    const seconds = Math.ceil((until - now()) / 1_000);
    const wrong = `That was tried too often. Wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'} and try again.`;
    return signInPage({ next, wrong }, { status: 429, retryAfter: seconds });
  }
  const account = await store.accountNamed(signInName);
  const isRight = await passwords.isRight(password, account?.password ?? null);
  if (!isRight || !account || account.disabled) {
    return signInPage({ next, wrong: 'The name or the password is not right.' }, { status: 401 });
  }
  await store.attemptWasRight(name, place);
  await endSession(console, presented);
  const by = account.signInName;
  await store.audit(
    (account.clinicIds ?? [null]).map((clinicId) => ({ at: now(), clinicId, by, what: 'session.began', about: null })),
  );
  return { kind: 'go', to: next ?? '/staff', session: await beginSession(console, account.id) };
}

/** Ends the session, in the store and in the browser. */
export async function signOut({ console, presented }: AskedByStaff): Promise<Answer> {
  await endSession(console, presented);
  return { kind: 'go', to: '/staff/sign-in', session: null };
}
