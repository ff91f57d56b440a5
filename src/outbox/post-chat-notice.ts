import type { Reach } from '../net/open-address.ts';
import { type Notice, titleOf } from './notice.ts';
import { postNotice } from './post-notice.ts';

/** The chat products whose incoming webhooks we post to. */
export type ChatProduct = 'teams' | 'slack';

const OPEN = 'Open in the staff inbox';
const bodies: Readonly<Record<ChatProduct, (notice: Notice) => unknown>> = { teams: teamsCard, slack: slackBlocks };

/** Posts a notice to a channel in Teams (a Workflows webhook) or Slack (an incoming webhook). Throws TryAgain or Refused. */
export async function postChatNotice(
  product: ChatProduct,
  notice: Notice,
  { url, reach, now }: { readonly url: URL; readonly reach: Reach; readonly now: number },
): Promise<void> {
  await postNotice({ url, headers: {}, body: JSON.stringify(bodies[product](notice)), reach, now });
}

function teamsCard(notice: Notice): unknown {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { type: 'TextBlock', text: titleOf(notice), weight: 'Bolder', wrap: true },
      { type: 'TextBlock', text: notice.clinic, isSubtle: true, spacing: 'None', wrap: true },
    ],
    actions: [{ type: 'Action.OpenUrl', title: OPEN, url: notice.link }],
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}

/** A link and not a button: a button of an incoming webhook shows a warning unless the workspace has an app to hear it. */
function slackBlocks(notice: Notice): unknown {
  const words = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });
  const link = { type: 'section', text: { type: 'mrkdwn', text: `<${notice.link}|${OPEN}>` } };
  return {
    text: titleOf(notice),
    blocks: [words(titleOf(notice)), words(notice.clinic), link],
    unfurl_links: false,
  };
}
