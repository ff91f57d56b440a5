import { z } from 'zod';
import type { IncomingActivity } from './bot-framework/activity-schema.ts';
import { wordsOfValue } from './bot-framework/words-of-value.ts';
import { readText } from './read-text.ts';

/** A press on a choice of ours: the id of the reply that it stands under, and its label. */
export interface Press {
  readonly card: string;
  readonly choice: string;
}

/** What a choice sends in a Teams card. Anything more in it is somebody's words, and is read as such. */
const submitted = z.strictObject({
  plumbline: z.string().regex(/^[\w-]{1,64}$/),
  choice: z.string().min(1),
  msteams: z.unknown().optional(),
});
const executed = z.object({ action: z.object({ data: z.unknown() }) });

const SLACK_BLOCK = /^plumbline:([\w-]{1,64})$/;
/** The id of the Slack block that holds a reply's choices. */
export const slackBlockId = (replyId: string): string => `plumbline:${replyId}`;

/** The press in an activity; null when it is none, or comes with words of the visitor's own. */
export function pressOf(activity: IncomingActivity): Press | null {
  const slack = slackAction(activity);
  const card = SLACK_BLOCK.exec(slack?.block_id ?? '')?.[1];
  if (card) {
    const choice = wordsOfSlackPress(activity);
    return choice && [undefined, choice].includes(activity.text && readText(activity)) ? { card, choice } : null;
  }
  const value = submitted.safeParse(cardValue(activity)).data;
  return value && activity.text === undefined ? { card: value.plumbline, choice: value.choice } : null;
}

/** What a card sent: in a message, or in the invoke that a card with `Action.Execute` makes. */
export const cardValue = ({ type, value }: IncomingActivity): unknown =>
  type === 'invoke' ? executed.safeParse(value).data?.action.data : value;

/** The words behind a press on one of Slack's buttons or menus. */
export function wordsOfSlackPress(activity: IncomingActivity): string {
  const action = slackAction(activity);
  const option = action?.selected_options?.[0] ?? action?.selected_option;
  return wordsOfValue(action?.value ?? option?.value);
}

function slackAction({ channelData }: IncomingActivity) {
  return (channelData?.Payload ?? channelData?.payload ?? channelData?.SlackMessage)?.actions?.[0];
}
