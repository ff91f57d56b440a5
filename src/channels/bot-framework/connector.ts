import { setTimeout as wait } from 'node:timers/promises';
import {
  ConnectorClient,
  getProductInfo,
  HttpClient,
  HttpError,
  type HttpRequestConfig,
  type HttpResponse,
} from '@microsoft/agents-hosting';
import { retryAfterMs } from '../../outbox/retry-after.ts';
import { type Answer, askService } from './ask-service.ts';
import { isLoopbackUrl } from './door-settings.ts';

/** How long and how often a send is tried. Milliseconds. */
export interface SendPolicy {
  readonly tries: number;
  readonly timeoutMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export const SEND_POLICY: SendPolicy = { tries: 4, timeoutMs: 10_000, firstPauseMs: 500, longestPauseMs: 20_000 };

/** The SDK's connector client over requests that end: its own has no timeout, no retry, and follows redirects. */
export class BoundedConnectorClient extends ConnectorClient {
  static to(serviceUrl: string, token: string | null, policy: SendPolicy): BoundedConnectorClient {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': getProductInfo(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    return new BoundedConnectorClient(new BoundedHttpClient(serviceUrl, headers, policy));
  }
}

class BoundedHttpClient extends HttpClient {
  readonly #policy: SendPolicy;
  constructor(baseURL: string, headers: Record<string, string>, policy: SendPolicy) {
    super({ baseURL, headers });
    this.#policy = policy;
  }

  override async request<T>(config: HttpRequestConfig): Promise<HttpResponse<T>> {
    const { tries, firstPauseMs, longestPauseMs } = this.#policy;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#ask(config).catch((error: Error) => error);
      const again = attempt < tries && (answer instanceof Error || mayPass(answer.status));
      if (again) {
        const asked = answer instanceof Error ? null : retryAfterMs(answer.headers['retry-after'], Date.now());
        const pause = firstPauseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
        await wait(Math.min(Math.max(pause, asked ?? 0), longestPauseMs));
        continue;
      }
      if (answer instanceof Error) throw answer;
      return this.#read<T>(answer, config);
    }
  }

  #ask({ method, url, params, headers, data }: HttpRequestConfig): Promise<Answer> {
    const address = new URL(`${this.baseURL.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`);
    for (const [name, value] of Object.entries(params ?? {})) if (value) address.searchParams.set(name, value);
    return askService({
      method: method.toUpperCase(),
      url: address,
      headers: { ...this.defaultHeaders, ...headers },
      body: data === undefined ? null : JSON.stringify(data),
      timeoutMs: this.#policy.timeoutMs,
      allowLoopback: isLoopbackUrl(this.baseURL),
    });
  }

  #read<T>({ status, headers, body }: Answer, config: HttpRequestConfig): HttpResponse<T> {
    const response = {
      data: readJson(body) as T,
      status,
      statusText: '',
      headers: new Headers({
        'content-type': headers['content-type'] ?? '',
        ...(headers['retry-after'] && { 'retry-after': headers['retry-after'] }),
      }),
      config: { method: config.method, url: config.url },
    };
    if (status < 200 || status > 299) throw new HttpError(`the service answered ${status}`, response, response.config);
    return response;
  }
}

/** Teams answers 412 while it works on another send of the same conversation. */
const mayPass = (status: number): boolean => [408, 412, 429].includes(status) || status >= 500;

/** True for a refusal that trying again does not change. 401 may pass: it tells of our own credentials, which a person mends. */
export const isFinal = (error: unknown): error is HttpError =>
  error instanceof HttpError && error.status !== 401 && !mayPass(error.status);

/** The SDK reads `id` of whatever came. */
function readJson(body: string): unknown {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
