import { assembleWorkload } from '../../io/assemble-workload.ts';
import { loadMapping, loadYamlWorkload } from '../../io/load.ts';
import { files, mappingInput, workload, workloadInput } from '../arguments.ts';
import { filesOf } from '../files.ts';
import { type StageResult, stage } from '../stage.ts';

/**
 * Replaces the `workload` argument (path, example name or list of layer records) by the network, every layer joined with its
 * mapping constraints.
 *
 * Reads two files. Stands first, or below an iterator over workloads or mappings.
 * @throws InputError with every fault of the files.
 */
export class WorkloadParserStage extends stage('WorkloadParserStage', {
  requires: { workload: workloadInput, mapping: mappingInput },
  options: { files },
  provides: { workload },
  drops: ['mapping'],
  asynchronous: true,
}) {
  override async *run(): AsyncGenerator<StageResult> {
    const access = filesOf(this.args.files);
    const description = await loadYamlWorkload(this.args.workload, access);
    const constraints = await loadMapping(this.args.mapping, access);
    const network = assembleWorkload(description.value, constraints.value);
    [...description.warnings, ...constraints.warnings, ...network.warnings].forEach(this.control.warn);
    yield* this.nextAsync({ workload: network.value });
  }
}
