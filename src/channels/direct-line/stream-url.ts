import type { Request } from 'express';
import { isLoopback } from './origins.ts';

/** The address of a stream under the base that was called: at our public address, whatever the Host header says. */
export function streamUrl(req: Request, publicUrl: string, conversationId: string, ticket: string): string {
  const own = new URL(publicUrl);
  const host = isLoopback(own.hostname) ? (loopbackHost(req, own) ?? own.host) : own.host;
  const scheme = own.protocol === 'https:' ? 'wss' : 'ws';
  const folder = own.pathname.replace(/\/$/, '');
  return `${scheme}://${host}${folder}${req.baseUrl}/conversations/${conversationId}/stream?t=${ticket}`;
}

/** On a developer's machine the page may be at `localhost` and we at 127.0.0.1: its Host is kept if it is this server. */
function loopbackHost(req: Request, own: URL): string | null {
  const host = req.get('host') ?? '';
  if (!URL.canParse(`http://${host}`)) return null;
  const asked = new URL(`http://${host}`);
  const ours = asked.port === own.port || asked.port === `${req.socket.localPort}`;
  return asked.host === host && isLoopback(asked.hostname) && ours ? host : null;
}
