import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { CostFigures, CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { areaOf } from '../../model/hardware/area.ts';
import { staticPowerOf } from '../../model/hardware/static-power.ts';
import { costModelOf, designOf } from '../../quantities/hardware/hardware-quantities.ts';
import { hardwareQuantitiesOfRun } from '../../quantities/layer-quantities.ts';
import type { HardwareDocument } from './hardware-schema.ts';

/** Area, static power, and what follows with the clock; nothing without layers. */
export function hardwareDocument(
  total: CostFigures,
  evaluations: readonly CostModelEvaluation[],
): { readonly area?: number; readonly hardware?: HardwareDocument } {
  const design = designOf(evaluations);
  if (design === undefined) return {};
  const costModel = costModelOf(evaluations);
  const { totalMm2 } = areaOf(design, costModel);
  return {
    ...(totalMm2 === undefined ? {} : { area: totalMm2 }),
    hardware: {
      area: areaDocument(design, costModel),
      staticPower: staticPowerDocument(design),
      quantities: hardwareQuantitiesOfRun(total, evaluations),
    },
  };
}

/** What is unknown is null, as JSON has nothing else for it. */
export function areaDocument(design: Accelerator, costModel: CostModelName = 'reference'): HardwareDocument['area'] {
  const { totalMm2 = null, knownMm2, unknown, parts } = areaOf(design, costModel);
  return {
    totalMm2,
    knownMm2,
    unknown: [...unknown],
    parts: parts.map(({ perCopyMm2 = null, ...part }) => ({ ...part, perCopyMm2 })),
  };
}

export function staticPowerDocument(design: Accelerator): HardwareDocument['staticPower'] {
  const { totalMw = null, knownMw, unknown, parts } = staticPowerOf(design);
  return {
    totalMw,
    knownMw,
    unknown: [...unknown],
    parts: parts.map(({ perCopyMw = null, ...part }) => ({ ...part, perCopyMw })),
  };
}
