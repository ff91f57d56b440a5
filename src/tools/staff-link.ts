import { parseArgs } from 'node:util';
import { ownAddress, readConfig } from '../config.ts';
import { passwordLink } from '../staff/password-link.ts';
import { signInNameSchema } from '../staff/sign-in-name.ts';
import { openStore } from '../store/open-store.ts';
import { startTool } from './start-tool.ts';

const USAGE = 'usage: npm run staff-link -- --name robin@clinic.example   a one-time link to set a new password';

startTool();
const { name = '' } = parseArgs({ options: { name: { type: 'string' } } }).values;
const config = readConfig(process.env);
const store = await openStore(config.databaseUrl);
const publicUrl = () => ownAddress(config);
const signInName = signInNameSchema.safeParse(name).data ?? '';
const link = await passwordLink(signInName, { store, publicUrl, now: Date.now });
const names = (await store.accounts()).flatMap((account) => (account.disabled ? [] : account.signInName));
await store.close();
if (link) console.log(`${link}\n(one time, within 48 hours, to set a new password for ${signInName})`);
else {
  const there = names.length > 0 ? names.join(', ') : `nobody; is this the server's folder, with its settings?`;
  console.error(`${USAGE}\nNobody "${name}" may sign in. In ${config.databaseUrl} there are: ${there}`);
  process.exitCode = 1;
}
