/**
 * The one way to the server's HTTP interface. Answers are typed by the contract; errors arrive as ProblemError with a code of the
 * closed table. Framework-free: fetch is injected, so tests need no browser.
 */
import type { Problem, ProblemCode, ProblemItem } from '@gocua/api/contract/problems';

/** What no server answered: no network, or the connection broke before an answer. */
export type FailureCode = ProblemCode | 'no-network';

export class ProblemError extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly items: readonly ProblemItem[];
  readonly params: Readonly<Record<string, string | number>>;

  constructor(problem: Pick<Problem, 'status' | 'errors' | 'params'> & { code: FailureCode }) {
    super(problem.code);
    this.name = 'ProblemError';
    this.code = problem.code;
    this.status = problem.status;
    this.items = problem.errors ?? [];
    this.params = problem.params ?? {};
  }
}

export interface CallOptions {
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
  /** Sent as it is instead of a JSON body: an uploaded file. */
  file?: { type: string; bytes: Blob };
  headers?: Readonly<Record<string, string>>;
  /** Made by the caller; a repeated command with the same id changes nothing. */
  commandId?: string;
  signal?: AbortSignal | undefined;
}

type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export class Http {
  readonly #fetch: Fetch;

  constructor(fetcher: Fetch) {
    this.#fetch = fetcher;
  }

  get = <T>(path: string, options: CallOptions = {}) => this.#call<T>('GET', path, options);
  post = <T>(path: string, options: CallOptions = {}) => this.#call<T>('POST', path, options);
  put = <T>(path: string, options: CallOptions = {}) => this.#call<T>('PUT', path, options);
  delete = <T>(path: string, options: CallOptions = {}) => this.#call<T>('DELETE', path, options);

  async #call<T>(method: string, path: string, options: CallOptions): Promise<T> {
    const { query, body, file, headers, commandId, signal } = options;
    let response: Response;
    try {
      response = await this.#fetch(withQuery(path, query), {
        method,
        credentials: 'same-origin',
        headers: {
          accept: 'application/json, application/problem+json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(file ? { 'content-type': file.type } : {}),
          ...(commandId ? { 'idempotency-key': commandId } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(file ? { body: file.bytes } : {}),
        ...(signal ? { signal } : {}),
      });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new ProblemError({ code: 'no-network', status: 0 });
    }
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
    throw await readProblem(response);
  }
}

function withQuery(path: string, query: CallOptions['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

async function readProblem(response: Response): Promise<ProblemError> {
  try {
    const problem = (await response.json()) as Problem;
    if (typeof problem.code === 'string') return new ProblemError(problem);
  } catch {
    // A proxy's page instead of a problem: only the status is known.
  }
  const code: FailureCode = response.status >= 500 ? 'server-starting' : response.status === 404 ? 'not-found' : 'internal';
  return new ProblemError({ code, status: response.status });
}

export const http = new Http((input, init) => fetch(input, init));
