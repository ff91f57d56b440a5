import { z } from 'zod';
import { noticeWays } from './notices-schema.ts';

/** What staff are told of. */
export const noticeTypes = ['callback', 'hand-off', 'appointment', 'not-delivered'] as const;

/** The body of work of kind `notice`. */
export const noticeWorkSchema = z.strictObject({
  reference: z.string(),
  what: z.enum(noticeTypes),
  to: z.enum(noticeWays),
  /** Which of the staff's chats, for `staff-chat`. */
  chat: z.string().optional(),
});
export type NoticeWork = z.infer<typeof noticeWorkSchema>;

/** A notice to staff: never a name, a phone number or a visitor's word. */
export interface Notice {
  /** The same whenever the notice is repeated. */
  readonly key: string;
  readonly what: NoticeWork['what'];
  readonly reference: string;
  /** The clinic's name. */
  readonly clinic: string;
  /** Where staff read the request, once signed in. */
  readonly link: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const titles: Readonly<Record<NoticeWork['what'], string>> = {
  callback: 'New request for a call back',
  'hand-off': 'A visitor wants to speak to a person',
  appointment: 'New request for an appointment',
  'not-delivered': 'A request could not be delivered',
};

/** One line that says what a notice is about. */
export const titleOf = ({ what, reference }: Notice): string => `${titles[what]}: ${reference}`;
