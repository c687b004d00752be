import { type StageResult, stage } from '../../chain/stage.ts';
import { filesOf } from '../../io/files/default-files.ts';
import { loadYamlWorkload } from '../../io/load.ts';
import { files, mappingInput, workload, workloadInput } from '../arguments.ts';
import { joinMapping } from './join-mapping.ts';

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
    const { args, control } = this;
    const access = filesOf(args.files);
    const description = await loadYamlWorkload(args.workload, access);
    yield* this.nextAsync({ workload: await joinMapping(description, args.mapping, access, control) });
  }
}
