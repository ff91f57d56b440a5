import type { Activity } from '@microsoft/agents-activity';
import type { Reply } from '../replies/reply.ts';
import { type ChannelName, capabilities, channelName } from './capabilities.ts';
import { type Place, PRIVATE } from './place.ts';
import { renderDirectLine } from './render-direct-line.ts';
import { renderPlain } from './render-plain.ts';
import { renderSlack } from './render-slack.ts';
import { renderTeams, renderUsedCard } from './render-teams.ts';

/** A reply as a channel shows it, without its address. */
export type Render = (reply: Reply) => Partial<Activity>;

/** What a renderer knows of where its reply is shown. `publicUrl`: our origin, where pictures are fetched; null: none is shown. */
export interface Scene extends Place {
  readonly publicUrl: string | null;
}
type RenderFor = (reply: Reply, scene: Scene) => Partial<Activity>;

/**
 * The renderer of a channel. Pictures are shown when `publicUrl`, our origin, is https: channels fetch them from outside.
 * Whatever the channel, `channelData.plumbline` says why we said it, and nothing else is hidden. A reply that is too large
 * for its channel becomes plain text.
 */
export function rendererFor(channelId: string, publicUrl: string | null, place: Place = PRIVATE): Render {
  const name = channelName(channelId);
  const scene = { ...place, publicUrl: capabilities[name].images ? reachable(publicUrl) : null };
  return (reply) => {
    const activity = explained(reply, renderers[name](reply, scene));
    const fits = Buffer.byteLength(JSON.stringify(activity)) <= capabilities[name].bytes;
    return fits ? activity : plainRenderer(reply);
  };
}

/** A card of ours that was used, for channels that can change what they show; null for all others. */
export function usedCardFor(channelId: string, publicUrl: string | null, chosen: string): Render | null {
  if (!capabilities[channelName(channelId)].updates) return null;
  return (reply) => explained(reply, renderUsedCard(reply, reachable(publicUrl), chosen));
}

const reachable = (publicUrl: string | null): string | null => (publicUrl?.startsWith('https:') ? publicUrl : null);

/** The floor, for a channel that refused its own rendering. */
export const plainRenderer: Render = (reply) => explained(reply, renderPlain(reply));

function explained({ lines, urgency, answer }: Reply, activity: Partial<Activity>): Partial<Activity> {
  return { ...activity, channelData: { ...activity.channelData, plumbline: { lines, urgency, answer } } };
}

const { suggestedActions: MOST_SUGGESTED } = capabilities.webchat;

/** Azure's own Direct Line and what speaks like it: the website's rendering, addressed by the SDK. */
const renderWeb: RenderFor = (reply, { publicUrl }) => {
  const web = renderDirectLine(reply, { ...NOWHERE, publicUrl });
  const { type, text, textFormat, inputHint, suggestedActions, entities, attachments } = web;
  return {
    type,
    ...(text === undefined ? {} : { text }),
    ...(textFormat ? { textFormat } : {}),
    ...(inputHint ? { inputHint } : {}),
    ...(suggestedActions
      ? { suggestedActions: { to: [], actions: suggestedActions.actions.slice(0, MOST_SUGGESTED) } }
      : {}),
    ...(entities ? { entities: entities.map((entity) => ({ ...entity })) } : {}),
    ...(attachments ? { attachments: [...attachments] } : {}),
  };
};
const NOWHERE = { conversationId: '', clinicName: '', at: 0, replyToId: null } as const;

const renderers: Readonly<Record<ChannelName, RenderFor>> = {
  website: renderWeb,
  webchat: renderWeb,
  directline: renderWeb,
  msteams: renderTeams,
  slack: renderSlack,
  plain: renderPlain,
};
