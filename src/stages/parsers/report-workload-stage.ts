import { iteratorStage, type Pass } from '../../chain/iterator-stage.ts';
import { onWorkload, workload } from '../arguments.ts';

/**
 * Tells the caller which network is about to be searched, e.g. to list the operators that have no cost model.
 *
 * Passes results through. Stands below the workload parser and above WorkloadStage.
 */
export class ReportWorkloadStage extends iteratorStage('ReportWorkloadStage', {
  requires: { workload },
  options: { onWorkload },
}) {
  override *passes(): Generator<Pass<Record<never, never>>> {
    this.args.onWorkload?.(this.args.workload);
    yield { changes: {} };
  }
}
