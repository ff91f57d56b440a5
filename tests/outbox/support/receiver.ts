import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { listen } from '../../channels/bot-framework/support/listen.ts';

/** A post that a receiver got. */
export interface Post {
  readonly key: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver does with a post: `unheard` takes it and cuts the line, `cut` cuts it first, `hang` never answers. */
export type Answer = number | 'cut' | 'unheard' | 'hang' | { readonly status: number; readonly retryAfter: string };

/** A clinic's own system, on a real port until the test ends. */
export interface Receiver {
  readonly url: string;
  readonly posts: readonly Post[];
  /** How often each key was taken. */
  readonly taken: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Starts a receiver that answers each post as it is told. */
export async function startReceiver(answer: (post: Post) => Answer | Promise<Answer> = () => 204): Promise<Receiver> {
  const posts: Post[] = [];
  const taken = new Map<string, number>();
  const receive = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const post = { key: String(req.headers['plumbline-id']), headers: req.headers, body: await text(req) };
    posts.push(post);
    const given = await answer(post);
    const status = typeof given === 'object' ? given.status : given;
    if (status === 'unheard' || (typeof status === 'number' && status >= 200 && status < 300))
      taken.set(post.key, (taken.get(post.key) ?? 0) + 1);
    if (status === 'hang') return;
    if (typeof status !== 'number') return void res.destroy();
    res.writeHead(status, typeof given === 'object' ? { 'retry-after': given.retryAfter } : {}).end();
  };
  const { url, close } = await listen((req, res) => void receive(req, res).catch(() => res.destroy()));
  return { url, posts, taken, close };
}

/** The same, closed when the test ends. */
export async function receiver(answer?: (post: Post) => Answer | Promise<Answer>): Promise<Receiver> {
  const started = await startReceiver(answer);
  onTestFinished(started.close);
  return started;
}
