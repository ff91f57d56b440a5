import { z } from 'zod';
import type { StaffAccount, StaffInvitation } from '../../store/staff-store.ts';
import { type Answer, go } from '../answer.ts';
import type { Asked } from '../asked.ts';
import { codeHash } from '../invitations.ts';
import { codePage, type SignUp, signUpPage } from '../pages/welcome-pages.ts';
import { signInNameSchema } from '../sign-in-name.ts';
import { addressKey, waitAfter } from '../wait-after.ts';
import { weakPassword } from '../weak-password.ts';

const code = z
  .string()
  .max(100)
  .transform((typed) => typed.replace(/[^0-9a-f]/gi, '').toLowerCase());
const codeSchema = z.strictObject({ code });
const signUpSchema = z.strictObject({
  code,
  signInName: z.string().max(200).default(''),
  shownName: z.string().max(200).default(''),
  password: z.string().max(1_000),
});
const shownNameSchema = z
  .string()
  .transform((typed) => typed.normalize('NFKC').replace(/\s+/g, ' ').trim())
  .pipe(
    z
      .string()
      .min(2)
      .max(60)
      .regex(/^[\p{L}\p{M}\p{N} .,'’-]+$/u),
  );

/** Where a one-time link leads. The code stays in the browser until the form is sent. */
export const showWelcome = async (): Promise<Answer> => codePage({});

/** Takes the code and shows what is still to be filled in. */
export async function openWelcome(asked: Asked): Promise<Answer> {
  const { code } = codeSchema.parse(asked.body);
  return withInvitation(asked, code, async (invitation) => signUpPage({ code, isNew: invitation.accountId === null }));
}

/** Uses the link up: makes the account, or sets the password of the one that the link is for. */
export async function signUp(asked: Asked): Promise<Answer> {
  const { store, passwords, now, random } = asked.console;
  const given = signUpSchema.parse(asked.body);
  return withInvitation(asked, given.code, async ({ hash, accountId, role, clinicIds }) => {
    const earlier = accountId === null ? null : await store.account(accountId);
    const signInName = signInNameSchema.safeParse(earlier?.signInName ?? given.signInName);
    const shownName = shownNameSchema.safeParse(earlier?.shownName ?? given.shownName);
    const { code, signInName: typedName, shownName: typedShown } = given;
    const again = (wrong: NonNullable<SignUp['wrong']>): Answer =>
      signUpPage({ code, signInName: typedName, shownName: typedShown, isNew: accountId === null, wrong });
    if (!signInName.success) return again({ signInName: 'Write it like an e-mail address: name@clinic.example.' });
    if (!shownName.success) return again({ shownName: 'Use 2 to 60 letters.' });
    const weak = weakPassword(given.password, [signInName.data, shownName.data]);
    if (weak) return again({ password: weak });

    const account: StaffAccount = {
      ...(earlier ?? { id: random(12).toString('base64url'), role, clinicIds, disabled: false, createdAt: now() }),
      signInName: signInName.data,
      shownName: shownName.data,
      password: await passwords.hash(given.password),
    };
    const accepted = await store.acceptInvitation(hash, account, now());
    if (accepted === 'void') return usedUp;
    if (accepted === 'name-taken') return again({ signInName: 'Somebody has this name already.' });
    const what = earlier ? 'account.password-set' : 'account.made';
    await store.audit(
      (account.clinicIds ?? [null]).map((clinicId) => ({
        at: now(),
        clinicId,
        by: account.signInName,
        what,
        about: account.signInName,
      })),
    );
    return go('/sign-in?notice=signed-up');
  });
}

const usedUp = codePage({ wrong: 'This link is used up, too old or not complete. Ask for a new one.', status: 403 });

/** Codes cannot be guessed, and guessing is slowed down all the same. */
async function withInvitation(
  { console: { store, now }, address }: Asked,
  code: string,
  take: (invitation: StaffInvitation) => Promise<Answer>,
): Promise<Answer> {
  const place = addressKey(address);
  if ((await store.takeAttempt([place], now(), waitAfter)) !== null) {
    return codePage({ wrong: 'That was tried too often. Wait a few minutes and try again.', status: 429 });
  }
  const invitation = await store.invitation(codeHash(code), now());
  if (!invitation) return usedUp;
  await store.attemptWasRight('', place);
  return take(invitation);
}
