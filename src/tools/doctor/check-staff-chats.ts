import { z } from 'zod';
import { readDatabase } from './database-file.ts';
import type { Examined } from './examined.ts';
import type { Finding } from './finding.ts';
import { clinicFault } from './invented.ts';

const chatRow = z.object({ clinicId: z.string() });

/** That notices to chats of staff have a bot that posts them, and a chat that takes them. */
export function checkStaffChats({ config, content }: Examined): readonly Finding[] {
  const wanting = [...content.clinics.values()].filter(({ notices }) => notices['staff-chat']);
  if (wanting.length === 0) return [];
  const chats =
    readDatabase(config, ({ all }) => all('SELECT clinic_id AS clinicId FROM staff_chats', chatRow)()) ?? [];
  return wanting.flatMap((clinic) => {
    if (config.botAppId === null && !config.allowAnonymous)
      return clinicFault(
        clinic,
        `${clinic.id} wants notices in a chat of its staff, and there is no bot.`,
        'Nobody is told there.',
        'Set up the Azure bot (docs/setup-azure-bot.md), or remove notices.staff-chat from the clinic’s file.',
      );
    if (chats.some(({ clinicId }) => clinicId === clinic.id)) return [];
    return clinicFault(
      clinic,
      `${clinic.id} wants notices in a chat of its staff, and no chat takes them.`,
      'Nobody is told there: none was opened yet, or the bot was removed from it.',
      `Run npm run staff-chat -- --clinic ${clinic.id} and write the code in the channel.`,
    );
  });
}
