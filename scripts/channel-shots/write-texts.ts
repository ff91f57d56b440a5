import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const WORDS = [
  'hello',
  'Can flat feet cause back pain?',
  'Check my symptoms',
  'Foot or leg',
  'I have chest pain and cannot breathe',
];
const answerSchema = z.object({ activities: z.array(z.object({ text: z.string() })) });

/** Writes what channels of plain text are sent. */
export async function writeTexts(url: string, folder: string): Promise<void> {
  const plain: string[] = [];
  for (const [index, text] of WORDS.entries())
    for (const said of await answers(url, `${index}`, text)) plain.push(`> ${text}\n\n${said.text}`);
  writeFileSync(join(folder, 'plain.txt'), `${plain.join('\n\n---\n\n')}\n`);
}

async function answers(url: string, id: string, text: string) {
  const accounts = { from: { id: 'v' }, recipient: { id: 'B' }, conversation: { id: 'C' } };
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', id, channelId: 'sms', text, deliveryMode: 'expectReplies', ...accounts }),
  });
  return answerSchema.parse(await response.json()).activities;
}
