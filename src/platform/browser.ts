import { exampleAddress } from './example-addresses.ts';
import type { FileAccess } from './file-access.ts';
import type { Terminal } from './terminal.ts';
import type { WorkerThread } from './worker-thread.ts';

/**
 * Files of a page: paths are URLs and are fetched; what a run writes is kept in `writtenFiles`.
 * Applications that need another place pass their own `files`.
 */
export const platformFiles: FileAccess = {
  read: fetchBytes,
  exists: async (path) => {
    try {
      return (await fetch(path, { method: 'HEAD' })).ok;
    } catch {
      // Without a connection nobody knows. Reading it then says what is wrong.
      return true;
    }
  },
  list: async () => [],
  readExample: (path) => fetchBytes(exampleAddress(path)),
  resolve: (path) => path,
  write: (path, content) => {
    writtenFiles.set(path, content);
  },
  checkWritable: () => {},
};

/** What this file uses of a page; the library's types do not include the DOM. */
declare class Worker {
  constructor(entry: URL, options: { readonly type: 'module' });
  postMessage(message: unknown): void;
  addEventListener(type: string, listen: (event: { readonly data?: unknown; readonly message?: string }) => void): void;
  terminate(): void;
}

/** Pages draw SVG themselves. */
export function renderPng(): Uint8Array {
  throw new Error('PNG pictures are made in Node only; give a name ending in .svg');
}

/** Pages have no terminal. */
export function terminal(): Terminal | undefined {
  return undefined;
}

declare const navigator: { readonly hardwareConcurrency: number };

/** Threads that run at the same time. */
export function processorCount(): number {
  return navigator.hardwareConcurrency;
}

/** Pages are not told their processor time: milliseconds that have passed. */
export function processorTime(): number {
  return performance.now();
}

/** A web worker that serves tasks of the library. */
export function startWorker(): WorkerThread {
  const worker = new Worker(new URL('../worker/browser-worker.js', import.meta.url), { type: 'module' });
  let hear: (message: unknown) => void = () => {};
  let mourn: (reason: string) => void = () => {};
  worker.addEventListener('message', ({ data }) => hear(data));
  worker.addEventListener('error', ({ message }) => mourn(message ?? 'it could not start'));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listen) => {
      hear = listen;
    },
    onDeath: (listen) => {
      mourn = listen;
    },
    keepAlive: () => {},
    end: async () => worker.terminate(),
  };
}

/** Everything runs in this page have written, by path. */
export const writtenFiles = new Map<string, string | Uint8Array>();

async function fetchBytes(address: string | URL, most = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > most) throw new Error(`it has more than ${most} bytes`);
  return bytes;
}
