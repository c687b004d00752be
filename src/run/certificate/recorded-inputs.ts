import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { InputError } from '../../base/diagnostic.ts';
import type { CertificateDocument } from '../../certificate/document.ts';
import { assembleWorkload } from '../../io/assemble-workload.ts';
import { describeInput } from '../../io/files/describe-input.ts';
import { isOnnx } from '../../io/files/read-input.ts';
import { loadAccelerator, loadMapping, loadOnnxWorkload, loadYamlWorkload } from '../../io/load.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { Layer } from '../../model/workload/layer.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import type { ResultsDocument } from '../../results/index.ts';
import { OPTION_ROWS } from '../options/option-table.ts';

type InputKind = keyof ResultsDocument['inputs'];

/**
 * The inputs of a run, read again from their files; from the text in the results where a file is gone.
 * @param digests of the certificate.
 * @throws InputError where an input is not the one of the run, or can't be read.
 */
export async function recordedInputs(
  { inputs, options }: ResultsDocument,
  digests: CertificateDocument['inputs'],
  files: FileAccess,
): Promise<{ readonly layers: readonly Layer[]; readonly accelerator: Accelerator }> {
  const sources = {
    workload: await sourceOf('workload', inputs.workload, digests.workload, files),
    accelerator: await sourceOf('accelerator', inputs.accelerator, digests.accelerator, files),
    mapping: await sourceOf('mapping', inputs.mapping, digests.mapping, files),
  };
  const { memoryCostParity, dimensionValues: given } = options;
  const values = OPTION_ROWS.dimensionValues.kind.is(given) ? { dimensionValues: new Map(Object.entries(given)) } : {};
  const { workload } = sources;
  const description =
    typeof workload === 'string' && isOnnx(workload)
      ? await loadOnnxWorkload(workload, files, values)
      : await loadYamlWorkload(workload, files);
  const mapping = await loadMapping(sources.mapping, files);
  const accelerator = await loadAccelerator(sources.accelerator, files, {
    memoryCostParity: memoryCostParity === true,
  });
  return { layers: assembleWorkload(description.value, mapping.value).value.layers, accelerator: accelerator.value };
}

/** A path or the name of an example, or the content that the results hold. */
async function sourceOf(
  kind: InputKind,
  { name, sha256: recorded, text }: ResultsDocument['inputs'][InputKind],
  certified: string,
  files: FileAccess,
): Promise<unknown> {
  if (certified !== recorded) {
    throw changed(kind, name, 'the certificate is that of another input', 'run again with --certificate');
  }
  const found = name === IN_MEMORY ? undefined : await digestOf(kind, name, files);
  if (found === recorded) return name;
  if (found !== undefined) {
    throw changed(kind, name, 'the file was changed after the run', 'restore it, or run again with --certificate');
  }
  if (text === undefined) {
    throw changed(kind, name, 'the file is gone', 'check from the folder of the run, where its path leads to the file');
  }
  if (bytesToHex(sha256(utf8ToBytes(text))) !== recorded) {
    throw changed(kind, name, 'its text in the results is another one', 'check from the folder of the run');
  }
  return parseYaml(text).data;
}

const IN_MEMORY = '(in memory)';

/** Undefined if there is no such file. */
async function digestOf(kind: InputKind, name: string, files: FileAccess): Promise<string | undefined> {
  try {
    return (await describeInput(kind, name, files)).sha256;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function changed(kind: InputKind, file: string, reason: string, hint: string): InputError {
  const message = `the ${kind} cannot be checked against: ${reason}`;
  return new InputError([{ code: 'ZZ6072', severity: 'error', file, message, hint }]);
}
