import { countText } from '../../base/number-text.ts';
import { rememberedFiles } from '../../io/files/remembered-files.ts';
import { platformFiles } from '../../platform/node.ts';
import type { InputCheck } from '../../run/check-inputs.ts';
import { COMMAND_WORDS, type OptionWords } from '../../run/options/option-words.ts';
import { validateFiles } from '../../validation/validate-files.ts';
import { printDiagnostics, printInfeasible } from '../text/failures.ts';

const WORDS: OptionWords = {
  ...COMMAND_WORDS,
  nameOf: (option) => (option.name === 'workload' ? 'one of the files' : COMMAND_WORDS.nameOf(option)),
};

/**
 * `zigzag validate`: checks each file by itself, and a workload, an accelerator and a mapping also together. 1 if a file has an error,
 * or if a run of the three would be refused or leave out layers.
 * @param given the options of a run that say how inputs are read and by which cost model they must fit, by their names in the library.
 * @throws InputError when one of them has no effect.
 */
export async function validateCommand(names: readonly string[], given: unknown): Promise<number> {
  const { files, together } = await validateFiles(names, given, rememberedFiles(platformFiles), WORDS);
  for (const { name, description, findings } of files) {
    printDiagnostics(findings);
    if (description !== undefined) process.stdout.write(`${name}: valid ${description}\n`);
  }
  const failed = files.filter(({ description }) => description === undefined).length;
  if (failed > 0) console.error(`${failed} of ${countText(names.length, 'file')} cannot be used`);
  return failed > 0 ? 1 : together === undefined ? 0 : printTogether(together);
}

/** What a run would say about one file of each kind. */
function printTogether({ findings, infeasible }: InputCheck): number {
  printDiagnostics(findings);
  printInfeasible(infeasible);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (infeasible.length > 0) console.error(`${countText(infeasible.length, 'layer')} would be left out of a run`);
  if (errors > 0) console.error(`together the files cannot be used as they are: ${countText(errors, 'error')}`);
  if (errors === 0 && infeasible.length === 0)
    process.stdout.write(
      `together: valid${findings.length > 0 ? `, with ${countText(findings.length, 'warning')}` : ''}\n`,
    );
  return errors === 0 && infeasible.length === 0 ? 0 : 1;
}
