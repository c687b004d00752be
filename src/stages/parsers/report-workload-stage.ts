import { onWorkload, workload } from '../arguments.ts';
import { type StageResult, stage } from '../stage.ts';

/**
 * Tells the caller which network is about to be searched, e.g. to list the operators that have no cost model.
 *
 * Passes results through. Stands below the workload parser and above WorkloadStage.
 */
export class ReportWorkloadStage extends stage('ReportWorkloadStage', {
  requires: { workload },
  options: { onWorkload },
  asynchronous: true,
}) {
  override async *run(): AsyncGenerator<StageResult> {
    this.args.onWorkload?.(this.args.workload);
    yield* this.nextAsync();
  }
}
