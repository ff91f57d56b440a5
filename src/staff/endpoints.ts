import { roles, type StaffRole } from '../store/staff-store.ts';
import type { Asked, AskedByStaff, AskedOfAccount, AskedOfRequest, Take } from './asked.ts';
import { inviteStaff, renewLink, showAccounts } from './endpoints/accounts.ts';
import { showAudit } from './endpoints/audit.ts';
import { changeAccount } from './endpoints/change-account.ts';
import { changeRequest } from './endpoints/change-request.ts';
import { showContent } from './endpoints/content.ts';
import { reviveWork, showDeadLetters } from './endpoints/dead-letters.ts';
import { eraseRequest, showErasing } from './endpoints/erase-request.ts';
import { exportRequests } from './endpoints/export-requests.ts';
import { findRequest } from './endpoints/find-request.ts';
import { showInbox } from './endpoints/inbox.ts';
import { changePassword, showOwnAccount } from './endpoints/own-account.ts';
import { addNote, showRequest } from './endpoints/request.ts';
import { showSignIn, signIn, signOut } from './endpoints/sign-in.ts';
import { showLog, showVisit, tellVisitor } from './endpoints/visit.ts';
import { openWelcome, showWelcome, signUp } from './endpoints/welcome.ts';

const everyone = roles;
const desk: readonly StaffRole[] = ['front-desk', 'admin'];
const readers: readonly StaffRole[] = ['editor', 'reviewer', 'admin'];
const admins: readonly StaffRole[] = ['admin'];

/**
 * One endpoint and who may use it. `of` says what it is about, and so which clinics: `anyone` needs no sign-in; `staff`
 * shows and changes only what belongs to the clinics of whoever asks; `request` and `account` name one in their path, and
 * for someone who does not have its clinics it does not exist.
 */
export type Endpoint = { readonly at: `${'GET' | 'POST'} /${string}` } & (
  | { readonly of: 'anyone'; readonly take: Take<Asked> }
  | { readonly of: 'staff'; readonly roles: readonly StaffRole[]; readonly take: Take<AskedByStaff> }
  | { readonly of: 'request'; readonly roles: readonly StaffRole[]; readonly take: Take<AskedOfRequest> }
  | { readonly of: 'account'; readonly roles: readonly StaffRole[]; readonly take: Take<AskedOfAccount> }
);

/** Every endpoint of the console: the router and the test of authorisation are both made from this table. */
export const endpoints: readonly Endpoint[] = [
  { at: 'GET /sign-in', of: 'anyone', take: showSignIn },
  { at: 'POST /sign-in', of: 'anyone', take: signIn },
  { at: 'GET /welcome', of: 'anyone', take: showWelcome },
  { at: 'POST /welcome', of: 'anyone', take: openWelcome },
  { at: 'POST /welcome/account', of: 'anyone', take: signUp },

  { at: 'POST /sign-out', of: 'staff', roles: everyone, take: signOut },
  { at: 'GET /account', of: 'staff', roles: everyone, take: showOwnAccount },
  { at: 'POST /account/password', of: 'staff', roles: everyone, take: changePassword },

  { at: 'GET /', of: 'staff', roles: desk, take: showInbox },
  { at: 'GET /find', of: 'staff', roles: desk, take: findRequest },
  { at: 'GET /requests.csv', of: 'staff', roles: desk, take: exportRequests },
  { at: 'GET /requests/:reference', of: 'request', roles: desk, take: showRequest },
  { at: 'POST /requests/:reference/change', of: 'request', roles: desk, take: changeRequest },
  { at: 'POST /requests/:reference/notes', of: 'request', roles: desk, take: addNote },
  { at: 'GET /requests/:reference/erase', of: 'request', roles: desk, take: showErasing },
  { at: 'POST /requests/:reference/erase', of: 'request', roles: desk, take: eraseRequest },
  { at: 'GET /visits/:reference', of: 'request', roles: desk, take: showVisit },
  { at: 'GET /visits/:reference/log', of: 'request', roles: desk, take: showLog },
  { at: 'POST /visits/:reference/reply', of: 'request', roles: desk, take: tellVisitor },
  { at: 'GET /not-delivered', of: 'staff', roles: desk, take: showDeadLetters },
  { at: 'POST /not-delivered', of: 'staff', roles: desk, take: reviveWork },

  { at: 'GET /content', of: 'staff', roles: readers, take: showContent },

  { at: 'GET /accounts', of: 'staff', roles: admins, take: showAccounts },
  { at: 'POST /accounts', of: 'staff', roles: admins, take: inviteStaff },
  { at: 'POST /accounts/:id', of: 'account', roles: admins, take: changeAccount },
  { at: 'POST /accounts/:id/link', of: 'account', roles: admins, take: renewLink },
  { at: 'GET /audit', of: 'staff', roles: admins, take: showAudit },
];

/** Whether a role may use an endpoint that needs a sign-in; the same table that the router asks. */
export const mayUse = (role: StaffRole, at: Endpoint['at']): boolean =>
  endpoints.some((endpoint) => endpoint.at === at && endpoint.of !== 'anyone' && endpoint.roles.includes(role));
