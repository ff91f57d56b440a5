import { z } from 'zod';
import type { Access, Prepare } from './sqlite-prepare.ts';
import { type AuditEntry, roles, type StaffAccount, type StaffInvitation, type StaffStore } from './staff-store.ts';

const clinicIds = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : z.array(z.string()).parse(JSON.parse(text))));
const accountRow = z
  .object({
    id: z.string(),
    sign_in_name: z.string(),
    shown_name: z.string(),
    role: z.enum(roles),
    clinic_ids: clinicIds,
    disabled: z.number(),
    password: z.string(),
    created_at: z.number(),
  })
  .transform(
    (row): StaffAccount => ({
      id: row.id,
      signInName: row.sign_in_name,
      shownName: row.shown_name,
      role: row.role,
      clinicIds: row.clinic_ids,
      disabled: row.disabled === 1,
      password: row.password,
      createdAt: row.created_at,
    }),
  );
const sessionRow = z.object({ hash: z.string(), account_id: z.string(), started_at: z.number(), seen_at: z.number() });
const invitationRow = z
  .object({
    hash: z.string(),
    account_id: z.string().nullable(),
    first: z.number(),
    role: z.enum(roles),
    clinic_ids: clinicIds,
    expires_at: z.number(),
  })
  .transform(
    (row): StaffInvitation => ({
      hash: row.hash,
      accountId: row.account_id,
      first: row.first === 1,
      role: row.role,
      clinicIds: row.clinic_ids,
      expiresAt: row.expires_at,
    }),
  );
const attemptRow = z.object({ failures: z.number(), until: z.number() });
const auditRow = z
  .object({
    at: z.number(),
    clinic_id: z.string().nullable(),
    who: z.string(),
    what: z.string(),
    about: z.string().nullable(),
  })
  .transform(({ at, clinic_id, who, what, about }): AuditEntry => ({ at, clinicId: clinic_id, by: who, what, about }));

/** Prepares the SQL of the staff's part. */
export function prepareStaff({ run, one, all }: Prepare) {
  const seenBy = '(?1 IS NULL OR clinic_id IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR about = ?2)';

  return {
    accounts: all('SELECT * FROM staff_accounts ORDER BY sign_in_name', accountRow),
    account: one('SELECT * FROM staff_accounts WHERE id = ?', accountRow),
    accountNamed: one('SELECT * FROM staff_accounts WHERE sign_in_name = ?', accountRow),
    addAccount: run('INSERT INTO staff_accounts VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    changeAccount: run(
      'UPDATE staff_accounts SET role = ?2, clinic_ids = ?3, disabled = ?4, password = ?5 WHERE id = ?1',
    ),
    setPassword: run('UPDATE staff_accounts SET password = ?2 WHERE id = ?1'),

    invite: run('INSERT INTO staff_invitations VALUES (?, ?, ?, ?, ?, ?)'),
    invitation: one(
      `SELECT * FROM staff_invitations WHERE hash = ? AND expires_at > ?
       AND NOT (first AND EXISTS (SELECT 1 FROM staff_accounts))`,
      invitationRow,
    ),
    dropInvitation: run('DELETE FROM staff_invitations WHERE hash = ?'),

    openSession: run('INSERT INTO staff_sessions VALUES (?, ?, ?, ?)'),
    session: one('SELECT * FROM staff_sessions WHERE hash = ?', sessionRow),
    touchSession: run('UPDATE staff_sessions SET seen_at = max(seen_at, ?2) WHERE hash = ?1'),
    endSession: run('DELETE FROM staff_sessions WHERE hash = ?'),
    endSessions: run('DELETE FROM staff_sessions WHERE account_id = ?'),

    attempt: one('SELECT failures, until FROM staff_attempts WHERE key = ?', attemptRow),
    noteAttempt: run(
      `INSERT INTO staff_attempts (key, failures, last_at, until) VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, until = excluded.until`,
    ),
    clearAttempts: run('DELETE FROM staff_attempts WHERE key = ?'),
    refundAttempt: run('UPDATE staff_attempts SET failures = max(0, failures - 1), until = 0 WHERE key = ?'),

    addAudit: run('INSERT INTO staff_audit (at, clinic_id, who, what, about) VALUES (?, ?, ?, ?, ?)'),
    audited: all(
      `SELECT at, clinic_id, who, what, about FROM staff_audit WHERE ${seenBy}
       ORDER BY id DESC LIMIT max(0, ?3) OFFSET max(0, ?4)`,
      auditRow,
    ),
    auditedTotal: one(`SELECT count(*) AS total FROM staff_audit WHERE ${seenBy}`, z.object({ total: z.number() })),

    urgentRequests: all(
      `SELECT reference FROM requests WHERE clinic_id IN (SELECT value FROM json_each(?))
       AND state IN ('open', 'claimed') AND json_valid(details)
       AND json_extract(details, '$.urgency') IN ('urgent', 'emergency')
       ORDER BY json_extract(details, '$.urgency') = 'urgent', created_at LIMIT max(0, ?)`,
      z.object({ reference: z.string() }),
    ),

    expireAudit: run('DELETE FROM staff_audit WHERE clinic_id IS ? AND at < ?'),
    expireSessions: run('DELETE FROM staff_sessions WHERE started_at < ?'),
    expireInvitations: run('DELETE FROM staff_invitations WHERE expires_at <= ?'),
    expireAttempts: run('DELETE FROM staff_attempts WHERE last_at < ?'),
  };
}

/** SQL of the staff's part, prepared once. */
export type StaffStatements = ReturnType<typeof prepareStaff>;

/** Accounts, sessions, links, attempts and the audit in SQLite. */
export function sqliteStaff(sql: StaffStatements, { read, write }: Access): StaffStore {
  const workingAdmins = (): number =>
    sql.accounts().filter(({ role, disabled, clinicIds }) => role === 'admin' && !disabled && clinicIds === null)
      .length;

  function changeAccount(id: string, change: Partial<StaffAccount>): boolean {
    const before = sql.account(id);
    if (!before) return false;
    const admins = workingAdmins();
    const after = { ...before, ...change };
    sql.changeAccount(id, after.role, writeIds(after.clinicIds), Number(after.disabled), after.password);
    if (admins > 0 && workingAdmins() === 0) throw new NoAdminLeft();
    sql.endSessions(id);
    return true;
  }

  return {
    accounts: () => read(() => sql.accounts()),
    account: (id) => read(() => sql.account(id)),
    accountNamed: (signInName) => read(() => sql.accountNamed(signInName)),
    changeAccount: (id, change) =>
      write(() => changeAccount(id, change)).catch((error: unknown) => {
        if (error instanceof NoAdminLeft) return false;
        throw error;
      }),

    invite: ({ hash, accountId, first, role, clinicIds, expiresAt }) =>
      write(() => sql.invite(hash, accountId, Number(first), role, writeIds(clinicIds), expiresAt)),
    invitation: (hash, now) => read(() => sql.invitation(hash, now)),
    acceptInvitation: (hash, account, now) =>
      write(() => {
        const invitation = sql.invitation(hash, now);
        if (!invitation) return 'void';
        if (invitation.accountId === null) {
          if (sql.accountNamed(account.signInName)) return 'name-taken';
          const { id, signInName, shownName, role, clinicIds, disabled, password, createdAt } = account;
          sql.addAccount(id, signInName, shownName, role, writeIds(clinicIds), Number(disabled), password, createdAt);
        } else {
          sql.setPassword(invitation.accountId, account.password);
          sql.endSessions(invitation.accountId);
        }
        sql.dropInvitation(hash);
        return 'accepted';
      }),

    openSession: ({ hash, accountId, startedAt, seenAt }) =>
      write(() => sql.openSession(hash, accountId, startedAt, seenAt)),
    session: (hash) =>
      read(() => {
        const row = sql.session(hash);
        const account = row && sql.account(row.account_id);
        if (!row || !account || account.disabled) return null;
        return {
          session: { hash, accountId: row.account_id, startedAt: row.started_at, seenAt: row.seen_at },
          account,
        };
      }),
    touchSession: (hash, now) => write(() => sql.touchSession(hash, now)),
    endSession: (hash) => write(() => sql.endSession(hash)),

    takeAttempt: (keys, now, wait) =>
      write(() => {
        const rows = keys.map((key) => [key, sql.attempt(key)] as const);
        const until = Math.max(...rows.map(([, row]) => row?.until ?? 0));
        if (until > now) return until;
        for (const [key, row] of rows) {
          const failures = (row?.failures ?? 0) + 1;
          sql.noteAttempt(key, failures, now, now + wait(failures));
        }
        return null;
      }),
    attemptWasRight: (cleared, refunded) =>
      write(() => {
        sql.clearAttempts(cleared);
        sql.refundAttempt(refunded);
      }),

    audit: (entries) =>
      write(() => {
        for (const { at, clinicId, by, what, about } of entries) sql.addAudit(at, clinicId, by, what, about);
      }),
    audited: ({ clinicIds, about = null, limit, offset }) =>
      read(() => {
        const ids = writeIds(clinicIds);
        return { rows: sql.audited(ids, about, limit, offset), total: sql.auditedTotal(ids, about)?.total ?? 0 };
      }),

    urgentRequests: (clinicIds, limit) =>
      read(() => sql.urgentRequests(JSON.stringify(clinicIds), limit).map(({ reference }) => reference)),

    expireAudit: (clinicId, before) => write(() => sql.expireAudit(clinicId, before)),
    expireStaff: ({ sessionsBefore, now, attemptsBefore }) =>
      write(() => {
        sql.expireSessions(sessionsBefore);
        sql.expireInvitations(now);
        sql.expireAttempts(attemptsBefore);
      }),
  };
}

/** Undoes a change that would lock everyone out; the writer rolls back what throws. */
class NoAdminLeft extends Error {}

const writeIds = (ids: readonly string[] | null): string | null => (ids === null ? null : JSON.stringify(ids));
