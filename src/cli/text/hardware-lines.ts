import { enumerate } from '../../base/enumerate.ts';
import { quantityText } from '../../base/number-text.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { CostModelEvaluation, CumulativeCME } from '../../model/evaluation/evaluation.ts';
import { areaOf } from '../../model/hardware/area.ts';
import { clockPeriodNsOf } from '../../model/hardware/clock.ts';
import { staticPowerOf } from '../../model/hardware/static-power.ts';
import type { HardwareFigures } from '../../model/in-memory-computing/hardware-figures.ts';
import { costModelOf, designOf } from '../../quantities/hardware/hardware-quantities.ts';
import { areaText, splitArea, zeroAreaText } from '../../quantities/hardware/hardware-text.ts';
import { hardwareQuantitiesOfRun } from '../../quantities/layer-quantities.ts';

/** Clock, area, power and speed of a run as far as the accelerator says enough; of in-memory-computing arrays also the peak. */
export function hardwareLines(total: CumulativeCME, evaluations: readonly CostModelEvaluation[]): string[] {
  const design = designOf(evaluations);
  if (design === undefined) return [];
  const figures = evaluations[0]?.hardware;
  const costModel = costModelOf(evaluations);
  return [
    ...clockLine(design, costModel, figures, total.latency),
    ...areaLine(design, costModel, figures),
    ...(figures === undefined ? [] : [peakLine(figures)]),
    ...powerLines(total, evaluations, design),
  ];
}

function clockLine(
  design: Accelerator,
  costModel: CostModelName,
  figures: HardwareFigures | undefined,
  latency: number,
): string[] {
  const periodNs = clockPeriodNsOf(design, costModel);
  if (periodNs === undefined) return [];
  const shortest =
    figures === undefined || design.clockFrequencyMhz === undefined
      ? ''
      : `the array allows ${quantityText(figures.clockPeriod.totalNs, 'ns')}, `;
  return [
    `  clock        ${quantityText(periodNs, 'ns')}  (${shortest}the latency takes ${quantityText(latency * periodNs, 'ns')})`,
  ];
}

function areaLine(design: Accelerator, costModel: CostModelName, figures: HardwareFigures | undefined): string[] {
  const area = areaOf(design, costModel);
  const text = areaText(area);
  if (text === undefined) return [];
  const { arrayMm2, memoryMm2 } = figures?.area ?? splitArea(area);
  const split = `array ${quantityText(arrayMm2, 'mm2')}, memories ${quantityText(memoryMm2, 'mm2')}`;
  const zero = zeroAreaText(area);
  const notes = [...(area.unknown.length === 0 ? [split] : []), ...(zero === undefined ? [] : [zero])].join('; ');
  return [`  area         ${text}${notes === '' ? '' : `  (${notes})`}`];
}

function peakLine({ peak }: HardwareFigures): string {
  return `  array peak   ${quantityText(peak.topPerSecond, 'TOP/s')}, ${quantityText(peak.topPerSecondPerWatt, 'TOP/s/W')}, ${quantityText(peak.topPerSecondPerMm2, 'TOP/s/mm2')}`;
}

function powerLines(total: CumulativeCME, evaluations: readonly CostModelEvaluation[], design: Accelerator): string[] {
  const values = new Map(hardwareQuantitiesOfRun(total, evaluations).map(({ name, value }) => [name, value]));
  const [power, throughput, efficiency] = ['power', 'throughput', 'efficiency'].map((name) => values.get(name));
  if (typeof power !== 'number' || typeof throughput !== 'number' || typeof efficiency !== 'number') return [];
  const { knownMw, unknown } = staticPowerOf(design);
  const isComplete = unknown.length === 0;
  const staticEnergy = values.get('energy.static');
  const notes = isComplete
    ? `static power ${quantityText(knownMw, 'mW')}, which takes ${quantityText(staticEnergy ?? 0, 'pJ')} more than the energy above`
    : `no static power given for ${enumerate(unknown)}`;
  return [
    `  power        ${isComplete ? '' : 'at least '}${quantityText(power, 'mW')} on average  (${notes})`,
    `  speed        ${quantityText(throughput, 'TOP/s')}, ${isComplete ? '' : 'at most '}${quantityText(efficiency, 'TOP/s/W')}  (2 operations per multiply-accumulate)`,
  ];
}
