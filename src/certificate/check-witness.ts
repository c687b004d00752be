import type { TemporalMapping } from '../model/mapping/temporal-mapping.ts';
import { kindNest, merged } from './cost/merged-mapping.ts';
import { COST_MODELS } from './cost-models.ts';
import { distinctCandidates, spatialMappingOf } from './distinct-candidates.ts';
import type { ProblemDocument } from './document.ts';
import { fits } from './paths/fits.ts';
import { type ProblemQuestion, TOLERANCE } from './question.ts';
import { notFinished, objectiveValue, PROVEN, refuted, type Verdict } from './verdict.ts';

/** Spatial mappings of a default run. */
const DEFAULT_SPATIAL_MAPPINGS = 3;

/** Checks that the witness of a certificate is a mapping of the space, fits, and has the value. */
export function checkWitness(
  { layer, accelerator, costModel, objective, mostSpatialMappings }: ProblemQuestion,
  { witness, value }: ProblemDocument,
  space: ReadonlyMap<string, unknown>,
): Verdict {
  const unrolled = COST_MODELS[costModel].unroll(layer, accelerator, spatialMappingOf(witness.spatialMapping));
  const costed = unrolled?.map();
  if (unrolled === undefined || costed === undefined) return refuted('the witness cannot be costed');
  const { closings } = costed.tabulate();
  const { tables, orders } = closings;
  if (!orders.exist) return refuted('no order of the loops of the witness is allowed');
  const nest = kindNest(tables, temporalMapping(witness), (tile, kind) => orders.allows(tile, kind));
  if (typeof nest === 'string') return refuted(`the witness is no mapping: ${nest}`);
  if (!fits(closings, nest)) return refuted('the witness does not fit into the memories');
  const cost = tables.costOf(merged(tables, nest));
  const found = objectiveValue(objective, cost.energy, cost.latency);
  if (Math.abs(found - value) > TOLERANCE * value) return refuted(`the witness costs ${found}, not ${value}`);
  const { key } = unrolled;
  // The engines begin with the spatial mappings of a default run, which limits to capacity may make others than those of the space.
  const most = Math.min(DEFAULT_SPATIAL_MAPPINGS, mostSpatialMappings ?? DEFAULT_SPATIAL_MAPPINGS);
  if (space.has(key) || distinctCandidates(layer, accelerator, costModel, most, true).has(key)) return PROVEN;
  return notFinished('the spatial mapping of the witness is not in the space');
}

function temporalMapping({ loops, boundaries }: ProblemDocument['witness']): TemporalMapping {
  return {
    loops: loops.map((loop) => {
      const [dimension, size] = loop.split(' ');
      return { dimension, size: Number(size) };
    }),
    boundaries: new Map(Object.entries(boundaries)),
  };
}
