import { InputError } from '../../base/diagnostic.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import type { InputKind } from './examples.ts';

/** Files that are text: the inputs of runs, given mappings, and maps of Timeloop. */
type TextKind = InputKind | 'given mapping' | 'Timeloop map';

/** Most bytes of an input that is text; the largest networks have less than a megabyte. */
export const MOST_TEXT = 4 * 2 ** 20;

/** A file that cannot be read, and why. */
export function unreadable(kind: TextKind, file: string, error: unknown): InputError {
  const reason = error instanceof Error ? error.message : String(error);
  return new InputError([
    {
      code: 'ZZ6002',
      severity: 'error',
      file,
      message: `the ${kind} file cannot be read: ${reason}`,
      hint: `pass the path of a file you may read; only ONNX models may have more than ${MOST_TEXT} bytes`,
    },
  ]);
}

/** A file that is not there, with a name beside it that is alike. */
export async function absent(kind: TextKind, file: string, files: FileAccess): Promise<InputError> {
  if (file === '') {
    const message = `the name of the ${kind} file is empty`;
    return new InputError([{ code: 'ZZ6002', severity: 'error', message, hint: 'give the path of a file' }]);
  }
  const place = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
  const neighbours = await files.list(place < 0 ? '.' : file.slice(0, place + 1));
  const message = `there is no ${kind} file ${files.resolve(file)}${didYouMean(file.slice(place + 1), neighbours)}`;
  return new InputError([{ code: 'ZZ6002', severity: 'error', file, message, hint: 'correct the path' }]);
}

/** Bytes at the beginning that tell text from models and archives. */
const BEGINNING = 256;

/**
 * The text of an input file, without a byte order mark.
 * @throws InputError where it is not UTF-8, or has characters that no text has, with their place.
 */
export function decodeText(bytes: Uint8Array, kind: TextKind, file: string): string {
  if (isUtf16(bytes)) throw refusal(kind, file, 'is text in UTF-16; expected UTF-8', 'save the file as UTF-8');
  if (firstControl(bytes.subarray(0, BEGINNING)) !== -1) {
    const hint =
      kind === 'workload' ? 'if this is an ONNX model, give the file a name ending in .onnx' : 'pass a YAML file';
    throw refusal(kind, file, 'is not text but binary data; expected YAML', hint);
  }
  const control = firstControl(bytes);
  if (control !== -1) {
    const byte = (bytes[control] ?? 0).toString(16).padStart(2, '0');
    throw refusal(
      kind,
      file,
      `contains the control character 0x${byte}, which text files must not contain`,
      'delete the character',
      placeOf(bytes, control),
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const place = placeOf(bytes, firstInvalid(bytes));
    throw refusal(
      kind,
      file,
      'is not UTF-8: no character begins with the byte at this place',
      'save the file as UTF-8',
      place,
    );
  }
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Of control characters, text has only tabs and line ends. */
function firstControl(bytes: Uint8Array): number {
  return bytes.findIndex((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

/** Length of the longest beginning that is UTF-8, found by halving. */
function firstInvalid(bytes: Uint8Array): number {
  let [sound, broken] = [0, bytes.length];
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (isUtf8(bytes.subarray(0, middle))) sound = middle;
    else broken = middle;
  }
  return sound;
}

/** A last character that is cut off does not count. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function placeOf(bytes: Uint8Array, offset: number): Place {
  const lines = new TextDecoder().decode(bytes.subarray(0, offset)).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

function refusal(kind: TextKind, file: string, fault: string, hint: string, place?: Place): InputError {
  return new InputError([
    { code: 'ZZ6004', severity: 'error', file, message: `the ${kind} file ${fault}`, hint, ...place },
  ]);
}
