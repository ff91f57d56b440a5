import express from 'express';
import { messagesEndpoint } from '../src/http/messages-endpoint.ts';
import { createLog } from '../src/log.ts';
const reply = { id: 'r', kind: 'plain', heading: null, text: 'You said', links: [], options: [], about: null, lines: ['x'], urgency: 'none', answer: null } as const;
const app = express().use('/api/messages', messagesEndpoint({ turn: { knowledge: () => ({ content: { clinics: new Map([['h', {}]]) } }), now: Date.now, log: createLog('silent'), store: {} } as never, takeTurn: async () => ({ replies: [reply], entries: [], duplicate: false, failed: false }), config: { botAppId: null, botAppPassword: null, botAuthority: null, botTenantIds: [], allowAnonymous: true, defaultClinic: 'h' } }));
app.listen(5999, '127.0.0.1');
setTimeout(() => process.exit(0), 9000);
