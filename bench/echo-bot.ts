import type { AddressInfo } from 'node:net';
import { ActivityHandler, authorizeJWT, CloudAdapter, type Request } from '@microsoft/agents-hosting';
import express from 'express';

/**
 * The yardstick of messages-bench.ts: the SDK's own echo bot, as its samples write it. With BOT_AUTHORITY set it checks tokens;
 * its replies go to the connector without one, as ours do to a service on this machine.
 */
const { BOT_AUTHORITY: authorityEndpoint, BOT_APP_ID: clientId = '', BOT_TENANT_IDS: tenantId = '' } = process.env;
const issuers = [`https://login.microsoftonline.com/${tenantId}/v2.0`];
const config = authorityEndpoint ? { clientId, tenantId, authorityEndpoint, issuers, validateIssuer: true } : {};
const adapter = new CloudAdapter(config);
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`You said: ${context.activity.text}`);
  await next();
});
const app = express();
if (authorityEndpoint) {
  app.use(authorizeJWT({ ...config, connections: new Map([['serviceConnection', config]]) }));
}
app.use(express.json());
app.use((req, _res, next) => {
  (req as Request).user = { aud: '' };
  next();
});
app.post('/api/messages', (req, res) => adapter.process(req, res, (context) => bot.run(context)));
const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
