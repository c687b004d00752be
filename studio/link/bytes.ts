/*
 * Bytes as text of a link and back: compressed by the browser itself, then written in letters that need no escape in an address.
 */

/** Most bytes that a link may unpack to: a link made to exhaust the memory is refused. */
const MOST_UNPACKED = 4 * 2 ** 20;

/** Deflated text in base64url. */
export async function packText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return toBase64Url(await readAll(streamOf(bytes).pipeThrough(new CompressionStream('deflate-raw'))));
}

/** @throws Error when the text was not packed by `packText`, or unpacks to more than any file of a project has. */
export async function unpackText(packed: string): Promise<string> {
  const unpacked = streamOf(fromBase64Url(packed)).pipeThrough(new DecompressionStream('deflate-raw'));
  return new TextDecoder('utf-8', { fatal: true }).decode(await readAll(unpacked, MOST_UNPACKED));
}

export function toBase64Url(bytes: Uint8Array): string {
  const letters: string[] = [];
  for (let start = 0; start < bytes.length; start += 0x8000) {
    letters.push(String.fromCharCode(...bytes.subarray(start, start + 0x8000)));
  }
  return btoa(letters.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws Error when the text has other letters. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
}

function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

async function readAll(stream: ReadableStream<Uint8Array>, most = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new Error(`the link holds more than ${most} bytes`);
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
