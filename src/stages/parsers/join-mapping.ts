import type { RunControl } from '../../chain/control/run-control.ts';
import { assembleWorkload } from '../../io/assemble-workload.ts';
import { loadMapping } from '../../io/load.ts';
import type { WithWarnings } from '../../io/text/findings.ts';
import type { WorkloadDescription } from '../../io/workload/workload-description.ts';
import type { Workload } from '../../model/workload/workload.ts';
import type { FileAccess } from '../../platform/file-access.ts';
import type { MappingInput } from '../arguments.ts';

/** Reads the mapping constraints and joins every layer of a network with those that apply to it. Warnings go to the run. */
export async function joinMapping(
  description: WithWarnings<WorkloadDescription>,
  mapping: MappingInput,
  files: FileAccess,
  control: RunControl,
): Promise<Workload> {
  const constraints = await loadMapping(mapping, files);
  const network = assembleWorkload(description.value, constraints.value);
  [...description.warnings, ...constraints.warnings, ...network.warnings].forEach(control.warn);
  return network.value;
}
