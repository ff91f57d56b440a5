import type { Reach } from '../net/open-address.ts';
import type { Notice } from './notice.ts';
import { postNotice } from './post-notice.ts';
import { slackNotice, teamsNotice } from './show-notice.ts';

/** The chat products whose incoming webhooks we post to. */
export type ChatProduct = 'teams' | 'slack';

const bodies: Readonly<Record<ChatProduct, (notice: Notice) => unknown>> = {
  teams: (notice) => ({ type: 'message', attachments: [{ ...teamsNotice(notice, '1.4'), contentUrl: null }] }),
  slack: slackNotice,
};

/** Posts a notice to a channel in Teams (a Workflows webhook) or Slack (an incoming webhook). Throws TryAgain or Refused. */
export async function postChatNotice(
  product: ChatProduct,
  notice: Notice,
  { url, reach, now }: { readonly url: URL; readonly reach: Reach; readonly now: number },
): Promise<void> {
  await postNotice({ url, headers: {}, body: JSON.stringify(bodies[product](notice)), reach, now });
}
