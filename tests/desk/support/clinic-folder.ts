import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import type { Clinic } from '../../../src/content/clinic-schema.ts';
import { quayClinic } from './clinics.ts';

/** Copies the shipped content into `folder` with the made-up clinic. Gives the folder. */
export function writeContent(folder: string, changes: Partial<Clinic>): string {
  const content = join(folder, 'content');
  cpSync('content', content, { recursive: true });
  writeClinic(content, changes);
  return content;
}

/** Writes the file of the made-up clinic anew. */
export function writeClinic(content: string, changes: Partial<Clinic>): void {
  const clinic = quayClinic(changes);
  writeFileSync(join(content, 'clinics', `${clinic.id}.yaml`), stringify(JSON.parse(JSON.stringify(clinic))));
}

/** A certificate for 127.0.0.1, and its key. Needs the `openssl` command. */
export function makeCertificate(folder: string): {
  readonly certFile: string;
  readonly cert: string;
  readonly key: string;
} {
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', keyFile, '-out', certFile];
  execFileSync('openssl', ['req', '-x509', '-nodes', '-days', '2', ...made, ...subject], { stdio: 'ignore' });
  return { certFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}

/** Puts https in front of servers of a test: gives the address under which each is seen. */
export async function inFrontOf(
  target: string,
  keys: { readonly cert: string; readonly key: string },
): Promise<string> {
  const server = https.createServer(keys, (req, res) => {
    const url = new URL(req.url ?? '/', target);
    const asked = http.request(url, { method: req.method, headers: { ...req.headers, host: url.host } }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    asked.on('error', () => res.destroy());
    req.pipe(asked);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
