import { constants } from 'node:fs';
import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** Most bytes that Node reads at once. */
const LARGEST_BUFFER = 2 ** 31 - 2;
const PIPE_CHUNK = 2 ** 16;
/** How long a pipe may have no writer before its first byte. */
const WRITER_WAIT_MS = 2000;
const RETRY_MS = 10;

/** The bytes of a file or pipe. Pipes do not say their size before they end, and devices have no end. */
export async function readBytes(path: string, most: number = LARGEST_BUFFER): Promise<Uint8Array> {
  const status = await stat(path);
  if (status.isDirectory()) throw new Error('it is a folder');
  if (status.isCharacterDevice() || status.isBlockDevice()) throw new Error('it is a device');
  if (status.size > most) throw tooLarge(most);
  if (status.isFile()) return new Uint8Array(await readFile(path));
  // Opening a pipe would wait for a writer, forever if there is none.
  const pipe = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return await readPipe(pipe, most);
  } finally {
    await pipe.close();
  }
}

/** @throws when nobody writes to the pipe, or it has more bytes than `most`. */
async function readPipe(pipe: FileHandle, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let waited = 0;
  for (;;) {
    const chunk = await readChunk(pipe);
    if (chunk === undefined || (chunk.length === 0 && length === 0)) {
      // With a writer that has nothing yet, or without one: only the second ends.
      if (chunk !== undefined) waited += RETRY_MS;
      if (waited >= WRITER_WAIT_MS) throw new Error('it is a pipe to which nobody writes');
      await setTimeout(RETRY_MS);
      continue;
    }
    if (chunk.length === 0) return new Uint8Array(Buffer.concat(chunks));
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) throw tooLarge(most);
  }
}

/** What the pipe has; undefined if it has nothing yet, and no bytes at its end or without a writer. */
async function readChunk(pipe: FileHandle): Promise<Uint8Array | undefined> {
  try {
    const { buffer, bytesRead } = await pipe.read(Buffer.alloc(PIPE_CHUNK), 0, PIPE_CHUNK);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
    throw error;
  }
}

function tooLarge(most: number): Error {
  return new Error(`it has more than ${most} bytes`);
}
