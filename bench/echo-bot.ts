import type { AddressInfo } from 'node:net';
import { ActivityHandler, CloudAdapter, type Request } from '@microsoft/agents-hosting';
import express from 'express';

/** The yardstick of messages-bench.ts: the SDK's own echo bot, as its samples write it, with no token asked for. */
const adapter = new CloudAdapter({});
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`You said: ${context.activity.text}`);
  await next();
});
const app = express();
app.use(express.json());
app.use((req, _res, next) => {
  (req as Request).user = { aud: '' };
  next();
});
app.post('/api/messages', (req, res) => adapter.process(req, res, (context) => bot.run(context)));
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
