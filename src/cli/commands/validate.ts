import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import { kindOfFile } from '../../io/files/kind-of-file.ts';
import { rememberedFiles } from '../../io/files/remembered-files.ts';
import { loadAccelerator, loadMapping, loadOnnxWorkload, loadYamlWorkload } from '../../io/load.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import { platformFiles } from '../../platform/node.ts';
import { checkInputs, type RunInputs } from '../../run/check-inputs.ts';
import { printDiagnostics, printInfeasible } from '../text/failures.ts';

/**
 * `zigzag validate`: checks each file by itself, and a workload, an accelerator and a mapping also together. 1 if a file has an error,
 * or if a run of the three would be refused or leave out layers.
 */
export async function validateCommand(files: readonly string[]): Promise<number> {
  const access = rememberedFiles(platformFiles);
  let valid: Partial<RunInputs> = {};
  let failed = 0;
  for (const file of files) {
    try {
      const { description, warnings, input } = await validateFile(file, access);
      printDiagnostics(warnings);
      process.stdout.write(`${file}: valid ${description}\n`);
      valid = { ...valid, ...input };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      printDiagnostics(error.diagnostics);
      failed++;
    }
  }
  if (failed > 0) console.error(`${failed} of ${countText(files.length, 'file')} cannot be used`);
  return failed > 0 ? 1 : files.length === 3 ? validateTogether(valid) : 0;
}

/** What a run would say about one file of each kind; nothing if a kind is missing. */
function validateTogether({ workload, accelerator, mapping }: Partial<RunInputs>): number {
  if (workload === undefined || accelerator === undefined || mapping === undefined) return 0;
  const { findings, infeasible } = checkInputs({ workload, accelerator, mapping });
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

interface Validation {
  readonly description: string;
  readonly warnings: readonly Diagnostic[];
  readonly input: Partial<RunInputs>;
}

async function validateFile(file: string, files: FileAccess): Promise<Validation> {
  switch (await kindOfFile(file, files)) {
    case 'onnx': {
      const { value, warnings } = await loadOnnxWorkload(file, files);
      const layers = value.nodes.filter(({ kind }) => kind === 'layer').length;
      const description = `ONNX workload, ${countText(layers, 'layer')} in ${countText(value.nodes.length, 'node')}`;
      return { description, warnings, input: { workload: value } };
    }
    case 'accelerator': {
      const { value, warnings } = await loadAccelerator(file, files);
      const { memories } = value.memoryHierarchy;
      const description = `accelerator "${value.name}", ${countText(value.operationalArray.unitCount, 'unit')}, ${countText(memories.length, 'memory', 'memories')}`;
      return { description, warnings, input: { accelerator: value } };
    }
    case 'workload': {
      const { value, warnings } = await loadYamlWorkload(file, files);
      return {
        description: `workload, ${countText(value.nodes.length, 'layer')}`,
        warnings,
        input: { workload: value },
      };
    }
    case 'mapping': {
      const { value, warnings } = await loadMapping(file, files);
      return {
        description: `mapping, ${countText(value.entries.length, 'entry', 'entries')}`,
        warnings,
        input: { mapping: value },
      };
    }
  }
}
