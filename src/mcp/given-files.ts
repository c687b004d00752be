import { rememberedFiles } from '../io/files/remembered-files.ts';
import type { FileAccess } from '../platform/file-access.ts';

/** How tools describe an input. */
export const INPUT_FORMS = 'built-in name, path on the machine of the server, or YAML text of several lines';

/** Inputs of one call, as names that the library reads, and the files behind them. */
export interface GivenInputs {
  readonly names: readonly string[];
  readonly files: FileAccess;
}

/**
 * Inputs as tools take them. A text of several lines is the content of a file. It gets the name `given-KIND.yaml`, which messages and
 * results show.
 * @param kinds what each input is, for its name.
 */
export function givenInputs(inputs: readonly string[], kinds: readonly string[], files: FileAccess): GivenInputs {
  const texts = new Map<string, Uint8Array>();
  const names = inputs.map((input, index) => {
    if (!input.trimEnd().includes('\n')) return input;
    const name = `given-${kinds[index] ?? index + 1}.yaml`;
    texts.set(name, new TextEncoder().encode(input));
    return name;
  });
  const read: FileAccess['read'] = async (path, most) => {
    const text = texts.get(path);
    if (text === undefined) return files.read(path, most);
    if (most !== undefined && text.length > most) throw new Error(`the text has more than ${most} bytes`);
    return text;
  };
  const exists: FileAccess['exists'] = async (path) => texts.has(path) || files.exists(path);
  const { list, readExample, resolve, write, checkWritable } = files;
  return { names, files: rememberedFiles({ read, exists, list, readExample, resolve, write, checkWritable }) };
}
