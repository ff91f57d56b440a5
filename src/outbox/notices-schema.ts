import { z } from 'zod';

const secretSchema = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, such as SLACK_URL');

/** Where staff of a clinic are told of requests. Secrets, and addresses that are secrets, are named and never written here. */
export const noticesSchema = z.strictObject({
  email: z.email().optional(),
  webhook: z
    .strictObject({ url: z.url({ protocol: /^https$/, error: 'must be an https address' }), secret: secretSchema })
    .optional(),
  teams: secretSchema.optional(),
  slack: secretSchema.optional(),
  /** The channels of Teams and Slack in which somebody told the bot to post, with a code of `npm run staff-chat`. */
  'staff-chat': z.literal(true).optional(),
});
export type Notices = z.infer<typeof noticesSchema>;

/** The ways of telling staff. */
export const noticeWays = ['email', 'webhook', 'teams', 'slack', 'staff-chat'] as const;
export type NoticeWay = (typeof noticeWays)[number];

/** The ways in which a clinic is told. */
export const noticesOf = ({ notices }: { readonly notices: Notices }): readonly NoticeWay[] =>
  noticeWays.filter((way) => notices[way] !== undefined);
