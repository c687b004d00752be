import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

/** Most bytes that Node reads at once. */
const LARGEST_BUFFER = 2 ** 31 - 2;

/** The bytes of a file or pipe. Pipes do not say their size before they end, and devices have no end. */
export async function readBytes(path: string, most: number = LARGEST_BUFFER): Promise<Uint8Array> {
  const status = await stat(path);
  if (status.isDirectory()) throw new Error('it is a folder');
  if (status.isCharacterDevice() || status.isBlockDevice()) throw new Error('it is a device');
  if (status.size > most) throw tooLarge(most);
  if (status.isFile()) return new Uint8Array(await readFile(path));
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of createReadStream(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) throw tooLarge(most);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function tooLarge(most: number): Error {
  return new Error(`it has more than ${most} bytes`);
}
