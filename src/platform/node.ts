import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleAddress } from './example-addresses.ts';
import type { FileAccess } from './file-access.ts';
import { startNodeWorker } from './node-threads.ts';
import { readBytes } from './read-bytes.ts';
import type { Terminal } from './terminal.ts';
import type { WorkerThread } from './worker-thread.ts';
import { checkWritable, writeWhole } from './write-whole.ts';

/** The file system of Node. */
export const platformFiles: FileAccess = {
  read: readBytes,
  exists: async (path) => existsSync(path),
  list: async (folder) => (existsSync(folder) ? readdirSync(folder) : []),
  readExample: async (path) => new Uint8Array(await readFile(examplePath(path))),
  resolve: (path) => resolve(path),
  write: writeWhole,
  checkWritable,
};

/**
 * A picture as PNG, from SVG text, with `scale` points per pixel of the SVG.
 * @throws Error when the package for it is not installed.
 */
export function renderPng(svg: string, scale = 1): Uint8Array {
  const { Resvg } = loadResvg();
  const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' };
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng();
}

/** Loaded when first needed: it is a native library, and an optional one. */
function loadResvg(): typeof import('@resvg/resvg-js') {
  try {
    return createRequire(import.meta.url)('@resvg/resvg-js');
  } catch (error) {
    throw new Error('PNG pictures need the package @resvg/resvg-js; give a name ending in .svg', { cause: error });
  }
}

/** The terminal behind standard error; undefined when that is a file or a pipe, or cannot draw. */
export function terminal(): Terminal | undefined {
  const { stderr, env } = process;
  if (!stderr.isTTY || env.TERM === 'dumb') return undefined;
  return {
    get columns() {
      return stderr.columns || 80;
    },
    write: (text) => void stderr.write(text),
  };
}

/** Threads that run at the same time. */
export function processorCount(): number {
  return availableParallelism();
}

/** Milliseconds of processor time that the process has taken, on all its threads. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** A thread that serves tasks of the library. */
export function startWorker(): WorkerThread {
  return startNodeWorker(new URL('../worker/node-worker.js', import.meta.url));
}

/** Path of a file in the package's `examples` folder. */
export function examplePath(path: string): string {
  return fileURLToPath(exampleAddress(path));
}

/** Path of the folder with the built studio. */
export function studioFolder(): string {
  return fileURLToPath(new URL('../../dist-studio', import.meta.url));
}

/** Path of a file in the package's `schemas` folder. */
export function schemaPath(file: string): string {
  return fileURLToPath(new URL(`../../schemas/${file}`, import.meta.url));
}
