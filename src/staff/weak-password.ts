const SHORTEST = 12;
const LONGEST = 200;
/** Words and runs that common passwords of twelve letters and more are made of. */
const COMMON = [
  '1234567890',
  '0987654321',
  'password',
  'passwort',
  'passw0rd',
  'p@ssword',
  'letmein',
  'welcome',
  'qwertyuiop',
  'qwerty',
  'asdfghjkl',
  'asdfgh',
  'zxcvbnm',
  'zxcvbn',
  '1q2w3e4r5t6y',
  '1q2w3e4r',
  '1qaz2wsx3edc',
  '1qaz2wsx',
  'abcdefghijklmnopqrstuvwxyz',
  'abc',
  'iloveyou',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'monkey',
  'dragon',
  'superman',
  'administrator',
  'admin',
  'changeme',
  'default',
  'secret',
  'trustno1',
  'whatever',
  'plumbline',
  'clinic',
  'podiatry',
  'reception',
  'frontdesk',
  'correcthorsebatterystaple',
  'thisismypassword',
  'mypassword',
  'login',
  'staff',
  'hello',
];

/** Why a password may not be used, in words for the person who chose it; null when it may. */
export function weakPassword(password: string, names: readonly string[]): string | null {
  const length = [...password].length;
  if (length < SHORTEST) return `Use at least ${SHORTEST} characters. A few words in a row are easy to remember.`;
  if (length > LONGEST) return `Use at most ${LONGEST} characters.`;
  const own = names.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((name) => name.length > 2);
  let rest = password.normalize('NFKC').toLowerCase();
  for (const word of [...COMMON, ...own]) rest = rest.replaceAll(word, '');
  const said = rest.replace(/[\d\W_]+/gu, '');
  const distinct = new Set(rest).size;
  return distinct < 5 || (said.length < 3 && rest.length < 8)
    ? 'This is one of the passwords that are tried first. Choose something that nobody would guess.'
    : null;
}
