import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FileAccess } from '../../platform/file-access.ts';
import type { InputKind } from './examples.ts';
import { isOnnx, readInput, titleOf } from './read-input.ts';

/** What results say of an input, so that a reader knows what they were computed from. */
export interface InputDescription {
  /** Path as it was given, or the listed name of a built-in example; `(in memory)` for content. */
  readonly name: string;
  /** Of the file's bytes, or of the content as JSON. */
  readonly sha256: string;
  /** Content of text files, and content as JSON. */
  readonly text?: string;
}

export async function describeInput(kind: InputKind, input: unknown, files: FileAccess): Promise<InputDescription> {
  if (input instanceof Uint8Array) return { name: '(in memory)', sha256: bytesToHex(sha256(input)) };
  if (typeof input !== 'string') {
    const text = JSON.stringify(input, undefined, 2);
    return { name: '(in memory)', sha256: bytesToHex(sha256(new TextEncoder().encode(text))), text };
  }
  const { bytes } = await readInput(kind, input, files);
  const described = { name: (await titleOf(kind, input, files)).name, sha256: bytesToHex(sha256(bytes)) };
  return kind === 'workload' && isOnnx(input) ? described : { ...described, text: new TextDecoder().decode(bytes) };
}
