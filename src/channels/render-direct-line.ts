import type { About, Fact, Link, Picture, Reply, ReplyFile } from '../replies/reply.ts';
import { hardBreaks, isSafe, literal, markdownLink } from './markdown.ts';
import { pictureAddress } from './picture-address.ts';
import { aboutLine, plainText } from './render-plain.ts';

/** What our own widget shows natively; other clients leave unknown entities alone. All of it is visible in the text too. */
export interface ReplyEntity {
  readonly type: 'https://plumbline.example/reply';
  readonly kind: Reply['kind'];
  readonly heading: string | null;
  /** The text without heading, links and sources. */
  readonly text: string;
  readonly links: readonly Link[];
  readonly about: About | null;
  /** A way to leave the page at once is shown. */
  readonly exit?: true;
  readonly picture?: Picture;
  /** What is read back; to be shown as a list. */
  readonly facts?: readonly Fact[];
  /** To be offered as a download. */
  readonly file?: ReplyFile;
  /** Who at the clinic speaks. */
  readonly from?: string;
}

/** A Bot Framework activity as Direct Line clients read it, from us or from the visitor. */
export interface DirectLineActivity {
  readonly type: 'message' | 'typing';
  readonly id: string;
  readonly timestamp: string;
  readonly channelId: 'directline';
  readonly from: { readonly id: string; readonly name?: string; readonly role: 'bot' | 'user' };
  readonly conversation: { readonly id: string };
  readonly replyToId?: string;
  readonly text?: string;
  readonly textFormat?: 'markdown' | 'plain';
  readonly locale?: string;
  readonly inputHint?: 'acceptingInput' | 'expectingInput';
  readonly suggestedActions?: {
    readonly to: readonly string[];
    readonly actions: readonly { readonly type: 'imBack'; readonly title: string; readonly value: string }[];
  };
  readonly entities?: readonly ReplyEntity[];
  /** Clients that are not ours show a picture from here, and take its name as the text alternative. */
  readonly attachments?: readonly {
    readonly contentType: 'image/png';
    readonly contentUrl: string;
    readonly name: string;
  }[];
  readonly channelData?: {
    readonly clientActivityID?: string;
    readonly plumbline?: Pick<Reply, 'lines' | 'urgency' | 'answer'>;
  };
}

/** Where a reply is going. `replyToId` only when the client has that activity: Web Chat waits five seconds for one it lacks. */
export interface Destination {
  readonly conversationId: string;
  readonly clinicName: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly replyToId: string | null;
  /** Our origin, where clients fetch pictures; null: none is attached. */
  readonly publicUrl: string | null;
}

/** Who speaks, in every activity that we send. */
export const botAccount = (clinicName: string): DirectLineActivity['from'] => ({
  id: 'plumbline',
  name: clinicName,
  role: 'bot',
});

/** A reply for the website: markdown (plain for what staff typed), suggested actions, and the parts of the reply for our own widget. */
export function renderDirectLine(reply: Reply, to: Destination): DirectLineActivity {
  const { kind, heading, text, options, about, lines, urgency, answer, exit, picture, facts, file, from } = reply;
  const links = reply.links.filter(isSafe);
  const markdown = [
    from && `**${literal(from)}**`,
    heading && `**${heading}**`,
    hardBreaks(text),
    facts && hardBreaks(facts.map(({ label, value }) => `**${literal(label)}:** ${literal(value)}`).join('\n')),
    hardBreaks(links.map(markdownLink).join('\n')),
    about && aboutLine(about),
  ];
  return {
    type: 'message',
    id: reply.id,
    timestamp: new Date(to.at).toISOString(),
    channelId: 'directline',
    from: botAccount(to.clinicName),
    conversation: { id: to.conversationId },
    ...(to.replyToId === null ? {} : { replyToId: to.replyToId }),
    text: kind === 'staff' ? plainText(reply) : markdown.filter(Boolean).join('\n\n'),
    textFormat: kind === 'staff' ? 'plain' : 'markdown',
    inputHint: options.length > 0 ? 'expectingInput' : 'acceptingInput',
    ...(options.length > 0
      ? {
          suggestedActions: {
            to: [],
            actions: options.map(({ label }) => ({ type: 'imBack' as const, title: label, value: label })),
          },
        }
      : {}),
    entities: [
      {
        type: 'https://plumbline.example/reply',
        kind,
        heading,
        text,
        links,
        about,
        ...(exit && { exit }),
        ...(picture && { picture }),
        ...(facts && { facts }),
        ...(file && { file }),
        ...(from && { from }),
      },
    ],
    ...(picture && to.publicUrl
      ? {
          attachments: [
            { contentType: 'image/png', contentUrl: pictureAddress(picture, to.publicUrl), name: picture.alt },
          ],
        }
      : {}),
    channelData: { plumbline: { lines, urgency, answer } },
  };
}
