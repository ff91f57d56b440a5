import { z } from 'zod';

/** Slack's published limits of messages and blocks (https://docs.slack.dev/reference/block-kit/blocks, read 2026-11-21). */
const plainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (most: number) => z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(most) });
const id = z.string().min(1).max(255);

const button = z.strictObject({
  type: z.literal('button'),
  action_id: id,
  text: plainText(75),
  value: z.string().min(1).max(2_000),
});
const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id,
  options: z
    .array(z.strictObject({ text: plainText(75), value: z.string().min(1).max(150) }))
    .min(2)
    .max(5),
});
const block = z.union([
  z.strictObject({
    type: z.literal('section'),
    text: mrkdwn(3_000).or(plainText(3_000)),
    expand: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('section'), fields: z.array(mrkdwn(2_000)).min(1).max(10) }),
  z.strictObject({ type: z.literal('context'), elements: z.array(mrkdwn(2_000)).min(1).max(10) }),
  z.strictObject({
    type: z.literal('image'),
    image_url: z.url({ protocol: /^https$/ }).max(3_000),
    alt_text: z.string().min(1).max(2_000),
    title: plainText(2_000),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id: id,
    elements: z
      .array(z.union([button, overflow]))
      .min(1)
      .max(25),
  }),
]);
const message = z.object({
  text: z.string().max(4_000),
  blocks: z.array(block).max(50),
  thread_ts: z.string().optional(),
});

/** What Slack would refuse in a message; nothing when it is well. */
export function slackFaults(channelData: unknown): string[] {
  const { data, error } = message.safeParse(channelData);
  if (error) return error.issues.map(({ path, message: why }) => `${path.join('.')}: ${why}`);
  const actions = data.blocks.flatMap((each) => (each.type === 'actions' ? [each] : []));
  const repeated = actions.flatMap(({ elements }) => {
    const ids = elements.map(({ action_id }) => action_id);
    return ids.filter((each, index) => ids.indexOf(each) !== index);
  });
  return repeated.map((each) => `action_id ${each} is there twice`);
}
