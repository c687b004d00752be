import type { Diagnostic } from '../../../base/diagnostic.ts';
import { enumerate } from '../../../base/enumerate.ts';
import { product, sum } from '../../../base/integers.ts';
import { shareText } from '../../../base/number-text.ts';
import { operatorsLeftOut, shareLeftOut, uncostedByOperator } from '../../../model/workload/uncosted-operators.ts';
import type { WorkloadDescription } from '../../workload/workload-description.ts';

/**
 * What a network leaves out of its totals: operators without cost that have operations, with their share, and operators whose
 * operations can't be counted. Operators without operations are no finding.
 */
export function uncostedWarnings(nodes: WorkloadDescription['nodes'], file: string | undefined): Diagnostic[] {
  if (nodes.every((node) => node.kind === 'layer' || node.operations === 0)) return [];
  const layers = nodes.flatMap((node) => (node.kind === 'layer' ? [node.layer] : []));
  const uncosted = uncostedByOperator(
    nodes.filter((node) => node.kind === 'passThrough'),
    sum(layers.map(({ dimensions }) => product(dimensions.map(({ size }) => size)))),
  );
  const place = file === undefined ? {} : { file };
  const counted = operatorsLeftOut(uncosted);
  const uncounted = uncosted.filter(({ uncountedNodes = 0 }) => uncountedNodes > 0);
  const warnings: Diagnostic[] = [];
  if (counted.length > 0) {
    const names = counted.map(({ operatorType, count, uncountedNodes = 0, share = 0 }) => {
      const name = timesText(operatorType, count - uncountedNodes);
      return counted.length === 1 ? name : `${name} (${shareText(share)})`;
    });
    warnings.push({
      ...place,
      code: 'ZZ5220',
      severity: 'warning',
      message: `${enumerate(names)}: ${shareText(shareLeftOut(uncosted))} of the network's operations are not in the totals`,
      hint: 'compare totals only with those of runs that leave out the same, or describe these operators as layers in a YAML workload',
    });
  }
  if (uncounted.length > 0) {
    const names = uncounted.map(({ operatorType, uncountedNodes = 0 }) => timesText(operatorType, uncountedNodes));
    warnings.push({
      ...place,
      code: 'ZZ5221',
      severity: 'warning',
      message: `${enumerate(names)}: operations that cannot be counted are not in the totals`,
      hint: 'ignore this warning if these operators multiply nothing; otherwise run ONNX shape inference on the model, or describe them as layers in a YAML workload',
    });
  }
  return warnings;
}

function timesText(operatorType: string, count: number): string {
  return `${operatorType} ×${count}`;
}
