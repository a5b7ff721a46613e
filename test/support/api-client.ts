import { randomUUID } from 'node:crypto';

export interface Answer<Body> {
  status: number;
  body: Body;
}

/** A signed-in caller of a real server's HTTP API, as a script would be. */
export class ApiClient {
  readonly #url: string;
  #cookie = '';

  constructor(url: string) {
    this.#url = url;
  }

  get cookie(): string {
    return this.#cookie;
  }

  static async signIn(url: string, login: string, password = 'gocua'): Promise<ApiClient> {
    const client = new ApiClient(url);
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    if (response.status !== 204) throw new Error(`sign-in of ${login}: ${response.status} ${await response.text()}`);
    client.#cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return client;
  }

  async call<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        ...(body === undefined ? {} : { 'content-type': isBytes ? 'text/csv' : 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Body };
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.call('GET', path);
  }

  post<Body>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.call('POST', path, body, headers);
  }
}
