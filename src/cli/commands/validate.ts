import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import type { InputKind } from '../../io/files/examples.ts';
import { distinctKinds, kindsOfInput } from '../../io/files/kind-of-file.ts';
import { isOnnx } from '../../io/files/read-input.ts';
import { rememberedFiles } from '../../io/files/remembered-files.ts';
import { loadAccelerator, loadMapping, loadOnnxWorkload, loadYamlWorkload } from '../../io/load.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import { platformFiles } from '../../platform/node.ts';
import { checkInputs, type RunInputs } from '../../run/check-inputs.ts';
import { checkOptions } from '../../run/options/check-options.ts';
import { COMMAND_WORDS, type OptionWords } from '../../run/options/option-words.ts';
import type { HardwarePerformanceOptions } from '../../run/options/options.ts';
import { printDiagnostics, printInfeasible } from '../text/failures.ts';

const WORDS: OptionWords = {
  ...COMMAND_WORDS,
  nameOf: (option) => (option.name === 'workload' ? 'one of the files' : COMMAND_WORDS.nameOf(option)),
};

/**
 * `zigzag validate`: checks each file by itself, and a workload, an accelerator and a mapping also together. 1 if a file has an error,
 * or if a run of the three would be refused or leave out layers.
 * @param given the options of a run that say how inputs are read, by their names in the library.
 * @throws InputError when one of them has no effect.
 */
export async function validateCommand(names: readonly string[], given: unknown): Promise<number> {
  const access = rememberedFiles(platformFiles);
  const inputs = await inputsNamed(names, access);
  const options = optionsFor(inputs, given);
  let valid: Partial<RunInputs> = {};
  let failed = 0;
  for (const { name, kind, error } of inputs) {
    try {
      if (kind === undefined) throw error;
      const { description, warnings, input } = await validateInput(kind, name, access, options);
      printDiagnostics(warnings);
      process.stdout.write(`${name}: valid ${description}\n`);
      valid = { ...valid, ...input };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      printDiagnostics(error.diagnostics);
      failed++;
    }
  }
  if (failed > 0) console.error(`${failed} of ${countText(names.length, 'file')} cannot be used`);
  return failed > 0 ? 1 : names.length === 3 ? validateTogether(valid) : 0;
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
function optionsFor(inputs: readonly NamedInput[], given: unknown): HardwarePerformanceOptions {
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
  checkOptions(options, WORDS);
  return options;
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
      const { createManifest } = await import('../../sweep/plan/manifest.ts');
      const { openSweep } = await import('../../sweep/plan/open-sweep.ts');
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
