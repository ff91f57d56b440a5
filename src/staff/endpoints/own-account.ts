import { z } from 'zod';
import { type Answer, page } from '../answer.ts';
import type { AskedByStaff } from '../asked.ts';
import { noteAudit } from '../note-audit.ts';
import { ownAccountPage } from '../pages/own-account-page.ts';
import { beginSession } from '../session.ts';
import { nameKey, waitAfter } from '../wait-after.ts';
import { weakPassword } from '../weak-password.ts';

const bodySchema = z.strictObject({
  token: z.string(),
  password: z.string().max(1_000),
  newPassword: z.string().max(1_000),
});
const querySchema = z.object({ done: z.literal('password').optional().catch(undefined) });

/** Who one is here, and a form to change the password. */
export async function showOwnAccount({ who, query }: AskedByStaff): Promise<Answer> {
  const notice = querySchema.parse(query).done ? 'Your password is changed. Everywhere else you are signed out.' : null;
  return page('Your account', ownAccountPage(who), { notice });
}

/** Changes the password, ends every session of the account and begins a new one here. */
export async function changePassword(asked: AskedByStaff): Promise<Answer> {
  const { console, who, body } = asked;
  const { store, passwords, now } = console;
  const { account } = who;
  const given = bodySchema.parse(body);
  const refuse = (status: number, wrong: Parameters<typeof ownAccountPage>[1]): Answer =>
    page('Your account', ownAccountPage(who, wrong), { status });
  const weak = weakPassword(given.newPassword, [account.signInName, account.shownName]);
  if (weak) return refuse(400, { newPassword: weak });
  const key = nameKey(`${account.signInName} change`);
  if ((await store.takeAttempt([key], now(), waitAfter)) !== null) {
    return refuse(429, { password: 'That was tried too often. Wait a few minutes and try again.' });
  }
  if (!(await passwords.isRight(given.password, account.password))) {
    return refuse(400, { password: 'This is not your present password.' });
  }
  await store.attemptWasRight(key, '');
  await store.changeAccount(account.id, { password: await passwords.hash(given.newPassword) });
  await noteAudit(asked, 'account.password-changed', account.clinicIds, account.signInName);
  return { kind: 'go', to: '/staff/account?done=password', session: await beginSession(console, account.id) };
}
