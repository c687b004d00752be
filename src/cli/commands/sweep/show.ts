import { join } from 'node:path';
import { InputError } from '../../../base/diagnostic.ts';
import { writeYaml } from '../../../io/files/write-yaml.ts';
import { platformFiles } from '../../../platform/node.ts';
import { writtenInputs } from '../../../sweep/evaluate/written-inputs.ts';
import { readRunOptions } from '../../../sweep/file/run-options.ts';
import { openSweep } from '../../../sweep/plan/open-sweep.ts';
import { readManifest } from '../../../sweep-files/manifest-file.ts';
import { designLabel } from '../../text/sweep-text.ts';
import { runCommand } from '../run.ts';

/**
 * `zigzag sweep show DIR DESIGN`: writes the inputs of a design to `DIR/design-N` and runs it there, with all result files. The files are those that
 * the design has, so that others can start from them.
 */
export async function showDesignCommand(folder: string, design: number): Promise<number> {
  const sweep = openSweep(readManifest(join(folder, 'manifest.json')));
  const { space, manifest, documents } = sweep;
  if (design >= space.size) throw refusal(design, space.size);
  const { data, settings } = writtenInputs(sweep, design);
  const place = join(folder, `design-${design}`);
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(place, 'inputs', name);
    platformFiles.write(path, content);
    return path;
  };
  const accelerator = write('accelerator.yaml', writeYaml(data.accelerator));
  const mapping = write('mapping.yaml', writeYaml(data.mapping));
  const { options } = readRunOptions(isRecord(data.run) ? data.run : {});
  let code = 0;
  for (const [index, workload] of manifest.workloads.entries()) {
    const name = manifest.workloads.length === 1 ? 'workload' : `workload-${index + 1}`;
    const path =
      'bytes' in workload
        ? write(`${name}.onnx`, workload.bytes)
        : write(`${name}.yaml`, documents.workload === undefined ? workload.text : writeYaml(data.workload));
    const dumpFolder = manifest.workloads.length === 1 ? place : join(place, `workload-${index + 1}`);
    process.stdout.write(`design ${design}: ${designLabel(settings, sweep.rules.parameters)}\n`);
    code = Math.max(
      code,
      await runCommand({ ...options, workload: path, accelerator, mapping, dumpFolder, workers: 'auto' }, {}),
    );
  }
  return code;
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null;
}

function refusal(design: number, size: number): InputError {
  return new InputError([
    {
      code: 'ZZ7206',
      severity: 'error',
      message: `there is no design ${design}: the sweep has ${size}, counted from 0`,
      hint: `give a number from 0 to ${size - 1}; points.csv lists the designs`,
    },
  ]);
}
