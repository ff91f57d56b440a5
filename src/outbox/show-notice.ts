import { type Notice, titleOf } from './notice.ts';

const OPEN = 'Open in the staff inbox';

/** A notice as plain text. */
export const noticeText = (notice: Notice): string => [titleOf(notice), notice.clinic, notice.link].join('\n\n');

/** A notice as what a Teams message has attached: an Adaptive Card. */
export const teamsNotice = (notice: Notice, version: '1.4' | '1.5') => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version,
    body: [
      { type: 'TextBlock', text: titleOf(notice), weight: 'Bolder', wrap: true },
      { type: 'TextBlock', text: notice.clinic, isSubtle: true, spacing: 'None', wrap: true },
    ],
    actions: [{ type: 'Action.OpenUrl', title: OPEN, url: notice.link }],
  },
});

/**
 * A notice as Slack's message JSON. A link and not a button: a button of an incoming webhook shows a warning unless the
 * workspace has an app to hear it.
 */
export function slackNotice(notice: Notice) {
  const words = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });
  const link = { type: 'section', text: { type: 'mrkdwn', text: `<${notice.link}|${OPEN}>` } };
  return {
    text: titleOf(notice),
    blocks: [words(titleOf(notice)), words(notice.clinic), link],
    unfurl_links: false,
  };
}
