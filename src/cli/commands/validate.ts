import type { Diagnostic } from '../../base/diagnostic.ts';
import { InputError } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import { decodeText } from '../../io/files/decode-text.ts';
import { isOnnx, readInput } from '../../io/files/read-input.ts';
import { rememberedFiles } from '../../io/files/remembered-files.ts';
import { loadAccelerator, loadMapping, loadOnnxWorkload, loadYamlWorkload } from '../../io/load.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import { platformFiles } from '../../platform/node.ts';
import { printDiagnostic } from '../text/failures.ts';

/** `zigzag validate`: checks each file by itself; 1 if any has an error. */
export async function validateCommand(files: readonly string[]): Promise<number> {
  let failed = 0;
  for (const file of files) {
    try {
      const { description, warnings } = await validateFile(file);
      warnings.forEach(printDiagnostic);
      process.stdout.write(`${file}: valid ${description}\n`);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      error.diagnostics.forEach(printDiagnostic);
      failed++;
    }
  }
  if (failed > 0) console.error(`${failed} of ${countText(files.length, 'file')} cannot be used`);
  return failed === 0 ? 0 : 1;
}

interface Validation {
  readonly description: string;
  readonly warnings: readonly Diagnostic[];
}

async function validateFile(file: string): Promise<Validation> {
  const files = rememberedFiles(platformFiles);
  if (isOnnx(file)) {
    const { value, warnings } = await loadOnnxWorkload(file, files);
    const layers = value.nodes.filter(({ kind }) => kind === 'layer').length;
    return { description: `ONNX workload, ${layers} layers in ${value.nodes.length} nodes`, warnings };
  }
  switch (await kindOfFile(file, files)) {
    case 'accelerator': {
      const { value, warnings } = await loadAccelerator(file, files);
      const { memories } = value.memoryHierarchy;
      return {
        description: `accelerator "${value.name}", ${value.operationalArray.unitCount} units, ${memories.length} memories`,
        warnings,
      };
    }
    case 'workload': {
      const { value, warnings } = await loadYamlWorkload(file, files);
      return { description: `workload, ${value.nodes.length} layers`, warnings };
    }
    case 'mapping': {
      const { value, warnings } = await loadMapping(file, files);
      return { description: `mapping, ${value.entries.length} entries`, warnings };
    }
  }
}

/** Accelerators are maps; workloads and mappings are lists, workloads of records with an equation. */
async function kindOfFile(file: string, files: FileAccess): Promise<'accelerator' | 'workload' | 'mapping'> {
  const { bytes } = await readInput('accelerator', file, files);
  const { data } = parseYaml(decodeText(bytes, 'accelerator', file), file);
  if (!Array.isArray(data)) return 'accelerator';
  const isWorkload = data.some(
    (entry: unknown) =>
      typeof entry === 'object' &&
      entry !== null &&
      ('equation' in entry || 'loop_dims' in entry || 'operator_type' in entry),
  );
  return isWorkload ? 'workload' : 'mapping';
}
