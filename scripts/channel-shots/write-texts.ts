import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { slackFaults } from '../../tests/channels/support/check-blocks.ts';

const WORDS = [
  'hello',
  'Can flat feet cause back pain?',
  'Check my symptoms',
  'Foot or leg',
  'I have chest pain and cannot breathe',
];
const answerSchema = z.object({ activities: z.array(z.object({ text: z.string(), channelData: z.unknown() })) });

/** Writes what Slack is sent, after what Slack would refuse of it, and what channels of plain text are. */
export async function writeTexts(url: string, folder: string): Promise<void> {
  const slack: string[] = [];
  const plain: string[] = [];
  for (const [index, text] of WORDS.entries()) {
    for (const { channelData } of await answers(url, 'slack', `${index}`, text))
      slack.push([`> ${text}`, ...slackFaults(channelData), JSON.stringify(channelData, null, 2)].join('\n'));
    for (const said of await answers(url, 'sms', `${index}`, text)) plain.push(`> ${text}\n\n${said.text}`);
  }
  for (const [name, said] of Object.entries({ slack, plain }))
    writeFileSync(join(folder, `${name}.txt`), `${said.join('\n\n---\n\n')}\n`);
}

async function answers(url: string, channelId: string, id: string, text: string) {
  const accounts = { from: { id: 'v' }, recipient: { id: 'B' }, conversation: { id: 'B1:T1:D1' } };
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', id, channelId, text, deliveryMode: 'expectReplies', ...accounts }),
  });
  return answerSchema.parse(await response.json()).activities;
}
