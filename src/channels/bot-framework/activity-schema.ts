import { z } from 'zod';

/** Absent, null and empty are one: channels send all three. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());

/** For what we can do without: a wrong shape counts as absent. */
const ignorable = <T extends z.ZodType>(schema: T) => optional(schema).catch(undefined);

const NO_CONTROLS = /^[^\p{Cc}\p{Cs}\u2028\u2029]+$/u;
/** A conversation id becomes a path segment of the reply's address: nothing that ends, climbs or re-encodes a path. */
const SAFE_SEGMENT = /^(?!\.+$)[^\p{Cc}\p{Cf}\p{Cs}\s/\\?#%]+$/u;
const CHANNEL = /^[a-z0-9][a-z0-9._-]{0,63}(:[a-z0-9._-]{1,64})?$/i;

const id = z.string().max(512).regex(NO_CONTROLS);
const account = z.object({ id: optional(id), name: ignorable(z.string().max(256)) });

const mention = z.object({
  type: z.literal('mention'),
  text: ignorable(z.string().max(1_000)),
  mentioned: z.object({ id }),
});

const choice = ignorable(z.object({ value: z.unknown().optional() }));

/** What we read of Slack's own JSON for a message or a press. */
const slackMessage = z.object({
  event: ignorable(z.object({ type: ignorable(z.string().max(64)), ts: ignorable(id), thread_ts: ignorable(id) })),
  container: ignorable(z.object({ thread_ts: ignorable(id) })),
  actions: ignorable(
    z
      .array(
        z.object({
          block_id: ignorable(z.string().max(255)),
          value: z.unknown().optional(),
          selected_option: choice,
          selected_options: ignorable(z.array(choice).max(100)),
        }),
      )
      .max(25),
  ),
});

const activitySchema = z.object({
  type: z.string().min(1).max(64),
  id: optional(id),
  name: ignorable(z.string().max(256)),
  replyToId: ignorable(z.string().max(512).regex(SAFE_SEGMENT)),
  timestamp: ignorable(z.string().max(64)),
  channelId: z.string().regex(CHANNEL),
  serviceUrl: optional(z.string().max(2_048)),
  from: optional(account),
  recipient: optional(account),
  conversation: z.object({
    id: z.string().max(512).regex(SAFE_SEGMENT),
    isGroup: ignorable(z.boolean()),
    conversationType: ignorable(z.string().max(64)),
    tenantId: ignorable(id),
  }),
  text: optional(z.string()),
  locale: ignorable(z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}$/i)),
  localTimezone: ignorable(
    z
      .string()
      .max(60)
      .regex(/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/),
  ),
  deliveryMode: ignorable(z.string().max(64)),
  action: ignorable(z.string().max(64)),
  value: z.unknown().optional(),
  membersAdded: optional(z.array(account).max(1_000)),
  membersRemoved: ignorable(z.array(account).max(1_000)),
  entities: ignorable(z.array(mention.or(z.unknown().transform(() => null))).max(1_000)),
  channelData: ignorable(
    z.object({
      clientActivityID: ignorable(z.string().max(512).regex(NO_CONTROLS)),
      tenant: ignorable(z.object({ id: ignorable(id) })),
      team: ignorable(z.object({ id: ignorable(id) })),
      eventType: ignorable(z.string().max(64)),
      SlackMessage: ignorable(slackMessage),
      Payload: ignorable(slackMessage),
      payload: ignorable(slackMessage),
    }),
  ),
});

/** What we read of a Bot Framework activity. All else is dropped here: Slack's `channelData.ApiToken` is a live token. */
export type IncomingActivity = z.infer<typeof activitySchema>;

/** An activity in a shape that we can trust, or which of its fields are wrong. */
export type ParsedActivity =
  | { readonly activity: IncomingActivity }
  | { readonly activity: null; readonly faults: readonly string[] };

/** Reads an activity before the SDK sees it. */
export function parseActivity(body: unknown): ParsedActivity {
  const { data, error } = activitySchema.safeParse(body);
  if (data) return { activity: data };
  return { activity: null, faults: [...new Set(error.issues.map(({ path }) => path.join('.') || 'body'))] };
}
