/** An answer of the console. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  readonly location: string | null;
}

let addresses = 0;

/** A browser without a window, at an address of its own: keeps cookies, sends its origin with forms, fills in the token of the page it is on. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #url: string;
  readonly #address = `192.0.2.${++addresses % 250}`;
  #token = '';

  constructor(url: string) {
    this.#url = url;
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    const seen = await this.#send(path, { headers });
    this.#token = hidden(seen.text, 'token') ?? this.#token;
    return seen;
  }

  /** Sends a form as a page of ours would; the token is that of the page last seen, unless given. */
  async post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Seen> {
    const token = this.#token === '' || /sign-in|welcome/.test(path) ? {} : { token: this.#token };
    return this.#send(path, {
      method: 'POST',
      headers: { origin: this.#url, 'sec-fetch-site': 'same-origin', ...headers },
      body: new URLSearchParams({ ...token, ...fields }),
    });
  }

  /** Presses a button of the page at `path` for a request: its form's hidden fields are sent with it. */
  async press(path: string, action: string): Promise<Seen> {
    const page = await this.get(path);
    const [revision, once, from] = ['revision', 'once', 'from'].map((name) => hidden(page.text, name) ?? '');
    const reference = path.split('/').at(-1) ?? '';
    return this.post(`/staff/requests/${reference}/change`, {
      action,
      revision: revision ?? '',
      once: once ?? '',
      from: from ?? '',
    });
  }

  async #send(path: string, init: RequestInit): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.#url), {
      redirect: 'manual',
      ...init,
      headers: { 'x-forwarded-for': this.#address, ...init.headers, ...(cookie && { cookie }) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const { status, headers } = response;
    return { status, text: await response.text(), headers, location: headers.get('location') };
  }
}

/** The value of the first hidden field of that name in a page. */
export const hidden = (page: string, name: string): string | null =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? null;
