import { writeResult } from '../io/files/write-result.ts';
import { platformFiles } from '../platform/node.ts';

/** The name of standard output, where a flag takes a file. */
export const STANDARD_OUTPUT = '-';

/**
 * Writes a text to a file and prints the file's name. Prints the text instead where the name is `-`.
 * @throws InputError naming the file when it cannot be written.
 */
export function writeOutput(file: string, text: string): void {
  if (file === STANDARD_OUTPUT) {
    process.stdout.write(text);
    return;
  }
  writeResult(platformFiles, file, text);
  process.stdout.write(`${file}\n`);
}
