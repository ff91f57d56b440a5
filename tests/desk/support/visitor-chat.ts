import { onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { shippedKnowledge } from '../../support/knowledge.ts';
import { CLINIC } from './clinics.ts';

const activitySchema = z.object({
  id: z.string(),
  text: z.string().optional(),
  channelData: z
    .object({ plumbline: z.object({ lines: z.array(z.string()), urgency: z.string() }).optional() })
    .optional(),
  suggestedActions: z.object({ actions: z.array(z.object({ value: z.string() })) }).optional(),
  entities: z
    .array(z.object({ file: z.object({ text: z.string() }).optional(), from: z.string().optional() }))
    .optional(),
});
type Activity = z.infer<typeof activitySchema>;
const frameSchema = z.object({ activities: z.array(activitySchema) });
const openedSchema = z.object({ conversationId: z.string(), token: z.string(), streamUrl: z.string().optional() });

/** A visitor's open chat: what comes is seen as it comes. */
export interface VisitorChat {
  /** Everything seen, the visitor's own messages too. */
  readonly seen: readonly Activity[];
  /** `clientId`: the page's own id of the message, by which it may be sent again. */
  say(text: string, clientId?: string): Promise<void>;
  /** Presses a choice by its id; of those made from names and times, the first or the one told. */
  press(option: string | number, clientId?: string): Promise<void>;
  /** Waits until a line was said so many times in all, and gives the last. */
  until(line: string, times?: number): Promise<Activity>;
  /** Line ids of all replies, in order. */
  lines(): readonly string[];
  /** Answers every question of a booking up to the read-back, as somebody without wishes. Gives the line it ended on. */
  fillIn(who?: Partial<Who>): Promise<string>;
  /** Asks for a booking and confirms it. Gives the reference. */
  book(who?: Partial<Who>): Promise<string>;
  /** The reference last told. */
  reference(): string;
  readonly conversation: Conversation;
}

/** What can go on after a reload, on another server too. */
export interface Conversation {
  readonly conversationId: string;
  readonly token: string;
}

/** What a visitor leaves. */
interface Who {
  readonly name: string;
  readonly contact: string;
}
const someone: Who = { name: 'Sam', contact: '508 555 0123' };

const label = (option: string): string => shippedKnowledge().content.languages.en?.options.get(option) ?? option;
const answers: Readonly<Record<string, (who: Who) => string | number>> = {
  'booking.ask-safety': () => 'no',
  'booking.ask-reason': () => 'reason:foot',
  'booking.ask-place': () => 0,
  'booking.ask-slot': () => 0,
  'booking.ask-name': ({ name }) => name,
  'booking.ask-contact': ({ contact }) => contact,
  'booking.ask-times': () => 'times:any',
};

/** A request was made, and its reference told. */
const MADE: readonly string[] = ['booking.requested', 'booking.asked-for-time'];

/** Asks the Direct Line service as a page would. */
export async function askDirectLine(url: string, path: string, token: string | null, body?: unknown): Promise<unknown> {
  const response = await fetch(`${url}/directline${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/** A new conversation, not opened yet. */
export const newConversation = async (url: string, clinic = CLINIC): Promise<Conversation> =>
  openedSchema.parse(await askDirectLine(url, '/tokens/generate', null, { clinic }));

/** Opens a chat on a server over a WebSocket; with a conversation it goes on with that one. */
export async function openChat(url: string, goesOn?: Conversation): Promise<VisitorChat> {
  const conversation = goesOn ?? (await newConversation(url));
  const { conversationId, token } = conversation;
  const opened = goesOn
    ? await askDirectLine(url, `/conversations/${conversationId}?watermark=`, token)
    : await askDirectLine(url, '/conversations', token, {});
  const socket = new WebSocket(openedSchema.parse(opened).streamUrl ?? '');
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  const seen: Activity[] = [];
  socket.on('message', (frame) => {
    if (String(frame) !== '') seen.push(...frameSchema.parse(JSON.parse(String(frame))).activities);
  });
  const replies = (): Activity[] => seen.filter(({ channelData }) => channelData?.plumbline);
  const linesOf = (activity: Activity): readonly string[] => activity.channelData?.plumbline?.lines ?? [];

  const chat: VisitorChat = {
    seen,
    conversation,
    async say(text, clientId) {
      const channelData = clientId === undefined ? {} : { channelData: { clientActivityID: clientId } };
      const message = { type: 'message', text, ...channelData };
      await askDirectLine(url, `/conversations/${conversationId}/activities`, token, message);
    },
    press(option, clientId) {
      if (typeof option === 'string') return chat.say(label(option), clientId);
      const offered = replies().findLast(({ suggestedActions }) => suggestedActions)?.suggestedActions?.actions ?? [];
      return chat.say(offered[option]?.value ?? '', clientId);
    },
    async until(line, times = 1) {
      const found = (): Activity[] => replies().filter((activity) => linesOf(activity).includes(line));
      await vi.waitFor(
        () => {
          if (found().length < times) throw new Error(`waits for ${line}; came: ${chat.lines().join(', ')}`);
        },
        { timeout: 20_000, interval: 5 },
      );
      return found().at(-1) as Activity;
    },
    lines: () => replies().flatMap(linesOf),
    async fillIn(who = {}) {
      await vi.waitFor(() => {
        if (replies().length === 0) throw new Error('no greeting');
      });
      for (let next: string | number = 'book'; ; ) {
        const before = replies().length;
        await (typeof next === 'string' && label(next) === next ? chat.say(next) : chat.press(next));
        await vi.waitFor(
          () => {
            if (replies().length === before) throw new Error(`no answer to ${next}; came: ${chat.lines().join(', ')}`);
          },
          { timeout: 20_000, interval: 5 },
        );
        const asked = chat.lines().at(-1) ?? '';
        const answer = answers[asked];
        if (!answer) return asked;
        next = answer({ ...someone, ...who });
      }
    },
    async book(who) {
      const line = await chat.fillIn(who);
      if (line !== 'booking.read-back') throw new Error(`no read-back: ${chat.lines().join(', ')}`);
      await chat.press('confirm');
      await Promise.race(MADE.map((made) => chat.until(made)));
      return chat.reference();
    },
    reference() {
      const said = replies().findLast((activity) => linesOf(activity).some((each) => MADE.includes(each)))?.text;
      const reference = /[2-9A-Z]{3}-[2-9A-Z]{3}/.exec(said ?? '')?.[0];
      if (!reference) throw new Error(`no reference was told: ${chat.lines().join(', ')}`);
      return reference;
    },
  };
  return chat;
}
