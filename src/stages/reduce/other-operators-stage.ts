import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import { evaluateTraffic } from '../../engine/traffic/evaluate-traffic.ts';
import type { MemoryOperand } from '../../model/accelerator/memory.ts';
import { CumulativeCME } from '../../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../../model/evaluation/traffic-evaluation.ts';
import type { Workload } from '../../model/workload/workload.ts';
import { accelerator, onOtherOperators, workload } from '../arguments.ts';

/**
 * Adds the operators of the network without multiply-accumulates to a total: each costs its memory traffic
 * (docs/onnx.md#the-traffic-of-other-operators). Their evaluations go to `onOtherOperators`.
 *
 * Yields every total with their costs; passes other results on unchanged. Stands above SumStage.
 */
export class OtherOperatorsStage extends passiveStage('OtherOperatorsStage', {
  requires: { workload, accelerator },
  options: { onOtherOperators },
  check: ({ below }) =>
    below.some(({ contract }) => contract.yieldsSums === true)
      ? []
      : ['must stand above SumStage, because it adds to the total of the network'],
}) {
  override onResult(result: StageResult): Iterable<StageResult> {
    if (!(result.cme instanceof CumulativeCME)) return [result];
    const { workload: network, accelerator: design, onOtherOperators: report } = this.args;
    const inputOperand = inputOperandOf(network);
    const evaluations = network.nodes.flatMap((node): TrafficEvaluation[] => {
      if (node.kind === 'layer' || node.traffic === undefined) return [];
      const { id, name, operatorType, traffic } = node;
      return [evaluateTraffic({ id, name, operatorType, ...traffic }, design, inputOperand)];
    });
    report?.(evaluations);
    const total = evaluations.reduce((sum, evaluation) => sum.plus(evaluation), result.cme);
    return [{ ...result, cme: total }];
  }
}

/** The memory operand of the activations, as the layers of the network have it. */
function inputOperandOf({ layers: [first] }: Workload): MemoryOperand {
  return first?.mapping.memoryOperandLinks.get('I') ?? 'I1';
}
