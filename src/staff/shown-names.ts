import type { AskedByStaff } from './asked.ts';

/** Turns the sign-in names that claims and notes hold into the names of colleagues; `you` for whoever looks. */
export async function shownNames({ console, who }: AskedByStaff): Promise<(signInName: string) => string> {
  const accounts = await console.store.accounts();
  const names = new Map(accounts.map(({ signInName, shownName }) => [signInName, shownName]));
  return (signInName) => (signInName === who.account.signInName ? 'you' : (names.get(signInName) ?? signInName));
}
