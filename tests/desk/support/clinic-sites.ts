import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeCertificate } from './clinic-folder.ts';

/** What a clinic's own page was asked for. */
export interface Opened {
  readonly url: URL;
  readonly referer: string | undefined;
}

/** The web servers of all clinics, until the last test of a file: every name that ends in .example, over https. */
export interface ClinicSites {
  readonly opened: Opened[];
  /** What a browser must be started with to find them. */
  readonly args: readonly string[];
}

export async function openClinicSites(): Promise<ClinicSites> {
  const folder = mkdtempSync(join(tmpdir(), 'clinic-sites-'));
  const opened: Opened[] = [];
  const server = https.createServer(makeCertificate(folder), (req, res) => {
    const url = new URL(req.url ?? '/', `https://${req.headers.host}`);
    if (url.pathname !== '/favicon.ico') opened.push({ url, referer: req.headers.referer });
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.end('<!doctype html><html lang="en"><title>The clinic</title><h1>The clinic’s own page</h1>');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { port } = server.address() as AddressInfo;
  return { opened, args: [`--host-resolver-rules=MAP *.example 127.0.0.1:${port}`] };
}
