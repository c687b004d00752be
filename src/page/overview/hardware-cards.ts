import { enumerate } from '../../base/enumerate.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import { areaOf } from '../../model/hardware/area.ts';
import { staticPowerOf } from '../../model/hardware/static-power.ts';
import { costModelOf, designOf } from '../../quantities/hardware/hardware-quantities.ts';
import { splitArea, zeroAreaText } from '../../quantities/hardware/hardware-text.ts';
import { hardwareQuantitiesOfRun } from '../../quantities/layer-quantities.ts';
import { type Content, html } from '../parts/markup.ts';
import { numberMarkup } from '../parts/number-markup.ts';
import type { PageRun } from '../parts/page-run.ts';

/** A figure of the run with what there is to say about it. */
export interface HardwareCard {
  readonly name: string;
  readonly value: Markup;
  readonly note: Content;
}

/** Area, power and speed of the run, as far as the accelerator says enough; of in-memory-computing arrays also the peak. */
export function hardwareCards({ run: { total, evaluations } }: PageRun): HardwareCard[] {
  const design = designOf(evaluations);
  if (design === undefined) return [];
  const peak = evaluations[0]?.hardware?.peak;
  const values = new Map(hardwareQuantitiesOfRun(total, evaluations).map(({ name, value }) => [name, value]));
  return [
    ...areaCard(design, costModelOf(evaluations)),
    ...(peak === undefined
      ? []
      : [
          {
            name: 'Array peak',
            value: numberMarkup(peak.topPerSecondPerWatt, 'TOP/s/W'),
            note: html`${numberMarkup(peak.topPerSecond, 'TOP/s')}, ${numberMarkup(peak.topPerSecondPerMm2, 'TOP/s/mm2')}; 1 MAC is 2 operations here`,
          },
        ]),
    ...powerCards(design, values),
  ];
}

function areaCard(design: Accelerator, costModel: CostModelName): HardwareCard[] {
  const area = areaOf(design, costModel);
  const { knownMm2, unknown, parts } = area;
  if (unknown.length === parts.length) return [];
  const { arrayMm2, memoryMm2 } = splitArea(area);
  const split = html`array ${numberMarkup(arrayMm2, 'mm2')}, memories ${numberMarkup(memoryMm2, 'mm2')}`;
  const missing = `no area given for ${enumerate(unknown)}`;
  const zero = zeroAreaText(area);
  return [
    {
      name: unknown.length === 0 ? 'Area' : 'Area, at least',
      value: numberMarkup(knownMm2, 'mm2'),
      note: html`${unknown.length === 0 ? split : missing}${zero && `; ${zero}`}`,
    },
  ];
}

function powerCards(design: Accelerator, values: ReadonlyMap<string, number | null>): HardwareCard[] {
  const [power, throughput, efficiency] = ['power', 'throughput', 'efficiency'].map((name) => values.get(name));
  if (typeof power !== 'number' || typeof throughput !== 'number' || typeof efficiency !== 'number') return [];
  const { knownMw, unknown } = staticPowerOf(design);
  const isComplete = unknown.length === 0;
  return [
    {
      name: isComplete ? 'Average power' : 'Average power, at least',
      value: numberMarkup(power, 'mW'),
      note: isComplete
        ? html`static power ${numberMarkup(knownMw, 'mW')}, which the energy leaves out`
        : `no static power given for ${enumerate(unknown)}`,
    },
    {
      name: 'Throughput',
      value: numberMarkup(throughput, 'TOP/s'),
      note: html`${isComplete ? '' : 'at most '}${numberMarkup(efficiency, 'TOP/s/W')}; 1 MAC is 2 operations here`,
    },
  ];
}
