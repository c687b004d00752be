import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import { countText } from '../base/number-text.ts';
import type { InputKind } from '../io/files/examples.ts';
import { distinctKinds, kindsOfInput } from '../io/files/kind-of-file.ts';
import { isOnnx } from '../io/files/read-input.ts';
import { loadAccelerator, loadMapping, loadOnnxWorkload, loadYamlWorkload } from '../io/load.ts';
import type { FileAccess } from '../platform/file-access.ts';
import { checkInputs, type InputCheck, type RunInputs } from '../run/check-inputs.ts';
import { checkOptions } from '../run/options/check-options.ts';
import type { OptionWords } from '../run/options/option-words.ts';
import type { HardwarePerformanceOptions } from '../run/options/options.ts';

/** What is found about one file. */
export interface FileVerdict {
  readonly name: string;
  /** `accelerator "tpu_like", 1024 units, 5 memories`; absent where the file cannot be used. */
  readonly description?: string;
  /** Warnings of a file that can be used; warnings and errors of one that cannot. */
  readonly findings: readonly Diagnostic[];
}

/** What is found about files that are given together. */
export interface FilesVerdict {
  readonly files: readonly FileVerdict[];
  /** What a run of the three would say; absent unless they are a workload, an accelerator and a mapping that can each be used. */
  readonly together?: InputCheck;
}

/**
 * Checks each file by itself, and a workload, an accelerator and a mapping also together.
 * @param given the options of a run that say how inputs are read and by which cost model they must fit, by their names in the library.
 * @param words of the caller, in which messages name options.
 * @throws InputError when one of the options has no effect.
 */
export async function validateFiles(
  names: readonly string[],
  given: unknown,
  files: FileAccess,
  words: OptionWords,
): Promise<FilesVerdict> {
  const inputs = await inputsNamed(names, files);
  const options = optionsFor(inputs, given, words);
  const verdicts: FileVerdict[] = [];
  let valid: Partial<RunInputs> = {};
  for (const { name, kind, error } of inputs) {
    try {
      if (kind === undefined) throw error;
      const { description, warnings, input } = await validateInput(kind, name, files, options);
      verdicts.push({ name, description, findings: warnings });
      valid = { ...valid, ...input };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      verdicts.push({ name, findings: error.diagnostics });
    }
  }
  const { workload, accelerator, mapping } = valid;
  const areAllValid = names.length === 3 && verdicts.every(({ description }) => description !== undefined);
  return areAllValid && workload !== undefined && accelerator !== undefined && mapping !== undefined
    ? { files: verdicts, together: checkInputs({ workload, accelerator, mapping }, options.costModel) }
    : { files: verdicts };
}

interface NamedInput {
  readonly name: string;
  readonly kind?: InputKind | undefined;
  /** Why its kind isn't known. */
  readonly error?: InputError;
}

/** The inputs with their kinds. Names of built-ins of several kinds stand for the kind that the others lack. */
async function inputsNamed(names: readonly string[], files: FileAccess): Promise<readonly NamedInput[]> {
  const errors = new Map<number, InputError>();
  const choices: (readonly InputKind[])[] = [];
  for (const [index, name] of names.entries()) {
    try {
      choices.push(await kindsOfInput(name, files));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      choices.push([]);
      errors.set(index, error);
    }
  }
  const kinds = distinctKinds(choices);
  return names.map((name, index) => {
    const error = errors.get(index);
    return { name, kind: kinds[index], ...(error === undefined ? {} : { error }) };
  });
}

/** @throws InputError when an option is about no file, such as `--dim` without an ONNX model. */
function optionsFor(inputs: readonly NamedInput[], given: unknown, words: OptionWords): HardwarePerformanceOptions {
  const named = (kind: InputKind) => inputs.filter((input) => input.kind === kind).map(({ name }) => name);
  const workloads = named('workload');
  const [workload, accelerator, mapping] = [
    workloads.find(isOnnx) ?? workloads[0],
    named('accelerator')[0],
    named('mapping')[0],
  ];
  const options: unknown = {
    ...Object(given),
    workload: workload ?? '-',
    accelerator: accelerator ?? '-',
    mapping: mapping ?? '-',
  };
  checkOptions(options, words);
  return options;
}

interface Validation {
  readonly description: string;
  readonly warnings: readonly Diagnostic[];
  readonly input: Partial<RunInputs>;
}

async function validateInput(
  kind: InputKind,
  name: string,
  files: FileAccess,
  options: HardwarePerformanceOptions,
): Promise<Validation> {
  switch (kind) {
    case 'workload': {
      if (!isOnnx(name)) return validateYamlWorkload(name, files);
      const { value, warnings } = await loadOnnxWorkload(name, files, {
        dimensionValues: new Map(Object.entries(options.dimensionValues ?? {})),
        inputShapes: new Map(Object.entries(options.inputShapes ?? {})),
        precision: options.precision,
        skipUnreadable: options.skipUnreadable ?? false,
      });
      const layers = value.nodes.filter(({ kind }) => kind === 'layer').length;
      const description = `ONNX workload, ${countText(layers, 'layer')} in ${countText(value.nodes.length, 'node')}`;
      return { description, warnings, input: { workload: value } };
    }
    case 'accelerator': {
      const { value, warnings } = await loadAccelerator(name, files);
      const { memories } = value.memoryHierarchy;
      const description = `accelerator "${value.name}", ${countText(value.operationalArray.unitCount, 'unit')}, ${countText(memories.length, 'memory', 'memories')}`;
      return { description, warnings, input: { accelerator: value } };
    }
    case 'mapping': {
      const { value, warnings } = await loadMapping(name, files);
      return {
        description: `mapping, ${countText(value.entries.length, 'entry', 'entries')}`,
        warnings,
        input: { mapping: value },
      };
    }
    case 'sweep': {
      // Most files are no sweeps, and need not wait for their code.
      const { createManifest } = await import('../sweep/plan/manifest.ts');
      const { openSweep } = await import('../sweep/plan/open-sweep.ts');
      const warnings: Diagnostic[] = [];
      const { space, definition } = openSweep(await createManifest(name, files, (some) => warnings.push(...some)));
      const parameters = countText(definition.parameters.length, 'parameter');
      return { description: `sweep, ${countText(space.size, 'design')} of ${parameters}`, warnings, input: {} };
    }
  }
}

async function validateYamlWorkload(name: string, files: FileAccess): Promise<Validation> {
  const { value, warnings } = await loadYamlWorkload(name, files);
  return { description: `workload, ${countText(value.nodes.length, 'layer')}`, warnings, input: { workload: value } };
}
