import { z } from 'zod';
import type { Access, Prepare } from './sqlite-prepare.ts';
import type { StaffChatStore } from './staff-chat-store.ts';
import { readJson, writeJson } from './stored-log.ts';

const clinicRow = z.object({ clinic_id: z.string() });
const chatRow = z.object({ id: z.string(), team: z.string().nullable(), address: z.string() });

/** Prepares the SQL of the staff's chats. */
export function prepareStaffChats({ run, one, all }: Prepare) {
  return {
    addCode: run('INSERT INTO staff_chat_codes VALUES (?, ?, ?)'),
    expireCodes: run('DELETE FROM staff_chat_codes WHERE expires_at <= ?'),
    useCode: one('DELETE FROM staff_chat_codes WHERE hash = ? AND expires_at > ? RETURNING clinic_id', clinicRow),
    addChat: run(
      `INSERT INTO staff_chats (clinic_id, id, team, address) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (clinic_id, id) DO UPDATE SET team = ?3, address = ?4`,
    ),
    chats: all('SELECT id, team, address FROM staff_chats WHERE clinic_id = ? ORDER BY seq', chatRow),
    clinics: all('SELECT clinic_id FROM staff_chats WHERE id = ? ORDER BY clinic_id', clinicRow),
    drop: all('DELETE FROM staff_chats WHERE id = ?1 OR team = ?2 RETURNING clinic_id', clinicRow),
  };
}

/** The staff's chats in SQLite. */
export const sqliteStaffChats = (
  sql: ReturnType<typeof prepareStaffChats>,
  { read, write }: Access,
): StaffChatStore => ({
  keepChatCode: ({ hash, clinicId, expiresAt }, now) =>
    write(() => {
      sql.expireCodes(now);
      sql.addCode(hash, clinicId, expiresAt);
    }),
  openStaffChat: (hash, { id, team, address }, now) =>
    write(() => {
      const clinicId = sql.useCode(hash, now)?.clinic_id ?? null;
      if (clinicId !== null) sql.addChat(clinicId, id, team, writeJson(address));
      return clinicId;
    }),
  staffChats: (clinicId) =>
    read(() => sql.chats(clinicId).map(({ address, ...chat }) => ({ ...chat, address: readJson(address) }))),
  clinicsOfChat: (id) => read(() => sql.clinics(id).map(({ clinic_id }) => clinic_id)),
  closeStaffChats: (which) =>
    write(() => {
      const closed = sql.drop('id' in which ? which.id : null, 'team' in which ? which.team : null);
      return [...new Set(closed.map(({ clinic_id }) => clinic_id))].toSorted();
    }),
});
