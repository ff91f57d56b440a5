import type { IncomingActivity } from './bot-framework/activity-schema.ts';

/** What a message says, without the mention of us and without the signs that its channel writes words with. */
export function readText(activity: IncomingActivity): string {
  const { channelId } = activity;
  const called = ourName(activity);
  let text = activity.text ?? '';
  for (const mention of mentionsOf(activity)) if (mention.text) text = text.replaceAll(mention.text, ' ');
  if (called) text = ` ${text}`.replaceAll(called, ' ');
  if (channelId === 'slack') text = withoutSlackMarkup(text);
  if (['msteams', 'slack'].includes(channelId)) text = unescaped(text);
  return text.trim();
}

/** True when a message mentions us. */
export function mentionsUs(activity: IncomingActivity): boolean {
  const { text = '', channelData } = activity;
  const called = ourName(activity);
  return (
    mentionsOf(activity).length > 0 ||
    (activity.channelId === 'slack' && channelData?.SlackMessage?.event?.type === 'app_mention') ||
    (called !== null && ` ${text}`.includes(called))
  );
}

/** The entities that mention us. */
function mentionsOf({ entities = [], recipient }: IncomingActivity): { text?: string | undefined }[] {
  return entities.flatMap((entity) => (entity && entity.mentioned.id === recipient?.id ? [entity] : []));
}

/** How a text from Slack can call us. With the space before it, it is no part of an address such as `ann@clinic.example`. */
const ourName = ({ channelId, recipient }: IncomingActivity): string | null =>
  channelId === 'slack' && recipient?.name ? ` @${recipient.name}` : null;

/** Slack writes `<tel:5085550142|508-555-0142>` for a number, and `<@U1>`, `<#C1|general>`, `<!here>` for people and places. */
const withoutSlackMarkup = (text: string): string =>
  text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) =>
    /^[@#!]/.test(target) ? ' ' : (label ?? target.replace(/^(mailto|tel):/, '')),
  );

const SIGNS: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: ' ',
  '#160': ' ',
};
const unescaped = (text: string): string =>
  text.replace(/&([a-z]{2,4}|#\d{2,3});/g, (whole, name: string) => SIGNS[name] ?? whole);
