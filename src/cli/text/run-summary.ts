import { printable } from '../../base/plain-text.ts';
import type { CostModelEvaluation, CumulativeCME } from '../../model/evaluation/evaluation.ts';
import type { UncostedOperator } from '../../model/workload/workload.ts';
import { wrap } from '../terminal/display-width.ts';
import { exact, percent } from '../terminal/numbers.ts';

/** What a run came to; of one that just ended or of one read from its folder. */
export interface RunTotals {
  readonly total: CumulativeCME;
  readonly evaluations: readonly CostModelEvaluation[];
  readonly uncosted: readonly UncostedOperator[];
  /** Layers that are in no figure because they do not fit. */
  readonly infeasible: readonly { readonly name: string }[];
}

/** The totals of a run, line by line, every number with its unit. */
export function runSummary(
  { total, evaluations, uncosted, infeasible }: RunTotals,
  title: string,
  width: number,
): string[] {
  const { utilisation } = total;
  const lines = [
    `${title}, ${evaluations.length} ${evaluations.length === 1 ? 'layer' : 'layers'}`,
    `  energy       ${exact(total.energy)} pJ  (operations ${exact(total.macEnergy)} pJ, memories ${exact(total.memoryEnergy)} pJ)`,
    `  latency      ${exact(total.latency)} cycles  (computation ${exact(total.latencyTotal0)} cycles, on-loading ${exact(total.onloadingCycles)} cycles, off-loading ${exact(total.offloadingCycles)} cycles)`,
    `  utilisation  ${percent(utilisation.withOffloading)}  (spatial ${percent(utilisation.spatial)})`,
    ...hardwareLines(evaluations, total.latency),
  ];
  if (infeasible.length > 0) {
    const names = infeasible.map(({ name }) => name).join(', ');
    lines.push(`  left out     ${names}: no mapping fits; the totals are those of the other layers`);
  }
  if (uncosted.length > 0) {
    const nodes = uncosted.reduce((sum, { count }) => sum + count, 0);
    const list = uncosted.map(({ operatorType, count }) => `${operatorType} ×${count}`).join(', ');
    lines.push(`  not costed   ${nodes} ${nodes === 1 ? 'operator' : 'operators'} without cost model: ${list}`);
  }
  return lines.map((line) => wrap(printable(line), width, 15));
}

/** Clock, area and peak figures of an in-memory-computing array. */
function hardwareLines([first]: readonly CostModelEvaluation[], latency: number): string[] {
  const hardware = first?.hardware;
  if (hardware === undefined) return [];
  const { clockPeriod, area, peak } = hardware;
  return [
    `  clock        ${exact(clockPeriod.totalNs)} ns  (the latency takes ${exact((latency * clockPeriod.totalNs) / 1e6)} ms)`,
    `  area         ${exact(area.totalMm2)} mm²  (array ${exact(area.arrayMm2)} mm², memories ${exact(area.memoryMm2)} mm²)`,
    `  array peak   ${exact(peak.topPerSecond)} TOP/s, ${exact(peak.topPerSecondPerWatt)} TOP/s/W, ${exact(peak.topPerSecondPerMm2)} TOP/s/mm²`,
  ];
}
