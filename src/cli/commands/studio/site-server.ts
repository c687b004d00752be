import { timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { InputError } from '../../../base/diagnostic.ts';
import { SERVER_POLICY } from './content-policy.ts';
import type { SiteFile } from './site-files.ts';

/** A file of the user that the page may ask for. */
export interface ServedInput {
  readonly kind: 'workload' | 'accelerator' | 'mapping';
  /** As it was given. */
  readonly name: string;
  /** Built-in files are named only: the page has them. */
  readonly isBuiltIn: boolean;
  readonly read: () => Promise<Uint8Array>;
}

export interface SiteOptions {
  readonly files: ReadonlyMap<string, SiteFile>;
  readonly inputs: readonly ServedInput[];
  /** Whoever knows it may read the inputs. */
  readonly token: string;
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

const HEADERS = {
  'Content-Security-Policy': SERVER_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/**
 * Serves the site, and the inputs to whoever knows the token. Resolves once it listens.
 * @throws InputError when the address cannot be listened on.
 */
export async function serveSite(options: SiteOptions): Promise<{ readonly server: Server; readonly port: number }> {
  const names = new Set<string>();
  const server = createServer((request, response) => {
    void answer(request, response, options, names).catch(() => end(response, 500, 'the file cannot be read'));
  });
  const { host, port } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(host, port, error)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const chosen = typeof address === 'object' && address !== null ? address.port : port;
  for (const name of [host, 'localhost', '127.0.0.1', '[::1]'])
    names.add(`${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}:${chosen}`);
  return { server, port: chosen };
}

function cannotListen(host: string, port: number, error: Error): InputError {
  return new InputError([
    {
      code: 'ZZ6081',
      severity: 'error',
      message: `the studio cannot listen on ${host}:${port}: ${error.message}`,
      hint: 'give another --port or --host; without --port a free one is taken',
    },
  ]);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { files, inputs, token, host }: SiteOptions,
  names: ReadonlySet<string>,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return end(response, 405, 'only GET and HEAD');
  }
  // Pages of other names that lead to this address must not read it. On all interfaces the names are not known.
  const isOpen = host === '0.0.0.0' || host === '::';
  if (!isOpen && !names.has(request.headers.host ?? '')) return end(response, 421, 'not the name of this server');
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  const file = files.get(path);
  if (file !== undefined) {
    const lifetime = file.isLasting ? 'max-age=31536000, immutable' : 'no-cache';
    return send(request, response, await readFile(file.path), file.type, lifetime);
  }
  const [, given = '', wanted = ''] = /^\/files\/([\w-]+)\/([\w.]+)$/.exec(path) ?? [];
  if (!isSame(given, token)) return end(response, 404, 'no such file');
  if (wanted === 'list.json') {
    const list = inputs.map(({ kind, name, isBuiltIn }) => ({ kind, name, isBuiltIn }));
    return send(request, response, Buffer.from(JSON.stringify(list)), 'application/json; charset=utf-8', 'no-store');
  }
  const input = inputs.find(({ kind, isBuiltIn }) => kind === wanted && !isBuiltIn);
  if (input === undefined) return end(response, 404, 'no such file');
  return send(request, response, Buffer.from(await input.read()), 'application/octet-stream', 'no-store');
}

function isSame(given: string, token: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(token)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function send(request: IncomingMessage, response: ServerResponse, body: Buffer, type: string, cache: string): void {
  response.writeHead(200, { ...HEADERS, 'Content-Type': type, 'Content-Length': body.length, 'Cache-Control': cache });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function end(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}
