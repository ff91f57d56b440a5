import type { Activity } from '@microsoft/agents-activity';
import type { Reply } from '../replies/reply.ts';
import { renderDirectLine } from './render-direct-line.ts';
import { renderPlain } from './render-plain.ts';
import { renderSlack } from './render-slack.ts';
import { renderTeams } from './render-teams.ts';

/** A reply as a channel shows it, without its address. */
export type Render = (reply: Reply) => Partial<Activity>;

/** The renderer of a channel. Whatever the channel, `channelData.plumbline` says why we said it, and nothing else is hidden. */
export function rendererFor(channelId: string): Render {
  const render = renderers.get(channelId) ?? renderPlain;
  return (reply) => explained(reply, render(reply));
}

/** The floor, for a channel that refused its own rendering. */
export const plainRenderer: Render = (reply) => explained(reply, renderPlain(reply));

function explained({ lines, urgency, answer }: Reply, activity: Partial<Activity>): Partial<Activity> {
  return { ...activity, channelData: { ...activity.channelData, plumbline: { lines, urgency, answer } } };
}

/** Azure's own Direct Line and what speaks like it: the website's rendering, addressed by the SDK. */
const renderWeb: Render = (reply) => {
  const { type, text, textFormat, inputHint, suggestedActions, entities } = renderDirectLine(reply, NOWHERE);
  return {
    type,
    ...(text === undefined ? {} : { text }),
    ...(textFormat ? { textFormat } : {}),
    ...(inputHint ? { inputHint } : {}),
    ...(suggestedActions ? { suggestedActions: { to: [], actions: [...suggestedActions.actions] } } : {}),
    ...(entities ? { entities: entities.map((entity) => ({ ...entity })) } : {}),
  };
};
const NOWHERE = { conversationId: '', clinicName: '', at: 0, replyToId: null } as const;

const renderers: ReadonlyMap<string, Render> = new Map([
  ['webchat', renderWeb],
  ['directline', renderWeb],
  ['emulator', renderWeb],
  ['msteams', renderTeams],
  ['slack', renderSlack],
]);
