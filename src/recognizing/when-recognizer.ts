import { type ChildProcess, fork } from 'node:child_process';
import { dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { WallClock } from '../booking/wall-clock.ts';
import { type Found, foundSchema } from './when-found.ts';

const IDLE_MS = 5 * 60_000;
const LONGEST_START_MS = 15_000;
const STUCK_MS = 2_000;
const MOST_WAITING = 40;
const MEMORY_MB = 256;
const answerSchema = z.object({ id: z.int(), found: foundSchema });

interface Recognizer {
  readonly child: ChildProcess;
  readonly waiting: Map<number, (found: readonly Found[] | null) => void>;
  /** Settles once it answers, or has ended. */
  readonly started: Promise<void>;
  answers: boolean;
}

let running: Recognizer | null = null;
let idle: NodeJS.Timeout | undefined;
let questions = 0;

/**
 * What Recognizers-Text finds in a short English text, or null when it has not said so within `deadlineMs`. It runs in a
 * process of its own: only there can its clock be UTC, and only so can a search without end be stopped.
 */
export async function askRecognizer(
  text: string,
  { day, time }: WallClock,
  deadlineMs: number,
): Promise<readonly Found[] | null> {
  const asked = startRecognizer();
  if (!asked.child.connected || asked.waiting.size >= MOST_WAITING) return null;
  const id = ++questions;
  return new Promise((resolve) => {
    let stuck: NodeJS.Timeout | undefined;
    const late = setTimeout(() => {
      resolve(null);
      const patience = asked.answers ? STUCK_MS : LONGEST_START_MS;
      stuck = setTimeout(() => running === asked && restart(), patience).unref();
    }, deadlineMs);
    const settle = (found: readonly Found[] | null): void => {
      clearTimeout(late);
      clearTimeout(stuck);
      asked.waiting.delete(id);
      resolve(found);
    };
    asked.waiting.set(id, settle);
    asked.child.send({ id, text, at: Date.parse(`${day}T${time}Z`) }, (failed) => failed && settle(null));
  });
}

/** Starts the recognizer ahead of the first question, so that this one need not wait; resolves once it is ready, or cannot be. */
export async function warmUpRecognizer(): Promise<void> {
  await startRecognizer().started;
}

/** Ends the recognizer, at the server's end or to give back its memory; the next question starts it again. */
export function stopRecognizer(): void {
  clearTimeout(idle);
  running?.child.kill('SIGKILL');
  running = null;
}

function restart(): void {
  stopRecognizer();
  startRecognizer();
}

function startRecognizer(): Recognizer {
  clearTimeout(idle);
  idle = setTimeout(stopRecognizer, IDLE_MS).unref();
  running ??= launch();
  return running;
}

function launch(): Recognizer {
  const extension = extname(import.meta.url);
  const code = fileURLToPath(new URL(`./when-recognizer-child${extension}`, import.meta.url));
  const child = fork(code, {
    cwd: dirname(code),
    env: { TZ: 'UTC' },
    execArgv: [`--max-old-space-size=${MEMORY_MB}`, ...(extension === '.ts' ? ['--import', 'tsx'] : [])],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const started = new Promise<void>((resolve) => {
    for (const event of ['message', 'exit', 'error']) child.once(event, () => resolve());
  }).then(() => {
    child.unref();
    child.channel?.unref();
  });
  const recognizer: Recognizer = { child, waiting: new Map(), started, answers: false };
  const end = (): void => {
    if (running === recognizer) running = null;
    for (const settle of recognizer.waiting.values()) settle(null);
  };
  child.on('error', end);
  child.on('exit', end);
  child.on('message', (message) => {
    recognizer.answers = true;
    const answer = answerSchema.safeParse(message);
    if (answer.success) recognizer.waiting.get(answer.data.id)?.(answer.data.found);
  });
  return recognizer;
}
