import type { Activity } from '@microsoft/agents-activity';
import type { Reply } from '../replies/reply.ts';
import { capabilities } from './capabilities.ts';
import { hardBreaks, isSafe, markdownLink } from './markdown.ts';
import { plainText, renderPlain } from './render-plain.ts';
import type { Scene } from './renderers.ts';
import { teamsCard } from './teams-card.ts';

const { suggestedActions: MOST_SUGGESTED } = capabilities.msteams;

/** A reply for Teams: what staff typed as plain text, small talk as text with its few choices below; all else as an Adaptive Card, whose summary stands alone. */
export const renderTeams = (reply: Reply, scene: Scene): Partial<Activity> =>
  reply.kind === 'staff'
    ? { ...renderPlain(reply), summary: plainText(reply) }
    : isSmallTalk(reply, scene)
      ? textMessage(reply)
      : cardMessage(reply, scene.publicUrl, null);

/** The message of a used card: what was chosen stands where the choices were. */
export const renderUsedCard = (reply: Reply, publicUrl: string | null, chosen: string): Partial<Activity> =>
  cardMessage(reply, publicUrl, chosen);

function cardMessage(reply: Reply, publicUrl: string | null, chosen: string | null): Partial<Activity> {
  return {
    type: 'message',
    summary: plainText(reply),
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: { ...teamsCard(reply, publicUrl, chosen), fallbackText: plainText(reply) },
      },
    ],
  };
}

/**
 * Words and at most three choices: Teams shows those below the message, to one person, and takes them away itself. Beside
 * them it shows markdown as it was typed, so such words have no bold and no link.
 */
function isSmallTalk(reply: Reply, { shared }: Scene): boolean {
  const { kind, heading, text, options, links, about, picture, facts = [] } = reply;
  const hasParts = heading !== null || about !== null || picture !== undefined || facts.length > 0;
  const isBare = links.length === 0 && !text.includes('**');
  const mayChoose = !shared && isBare && options.length <= MOST_SUGGESTED && !isQuestion(options);
  return kind === 'plain' && !hasParts && (options.length === 0 || mayChoose);
}

/** Yes, no or not sure: pressed on the question itself, so that an old button never answers a new question. */
const isQuestion = (options: Reply['options']): boolean => options.some(({ id }) => id === 'unsure');

function textMessage(reply: Reply): Partial<Activity> {
  const { text, links, options } = reply;
  const parts = [text, links.filter(isSafe).map(markdownLink).join('\n')];
  const actions = options.map(({ label }) => ({ type: 'imBack', title: label, value: label }));
  return {
    type: 'message',
    textFormat: 'markdown',
    text: hardBreaks(parts.filter(Boolean).join('\n\n')),
    summary: plainText(reply),
    ...(actions.length > 0 ? { suggestedActions: { to: [], actions } } : {}),
  };
}
