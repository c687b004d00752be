import { compileProblem } from '../../engine/problem/compile.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import { designOf } from '../../quantities/hardware/hardware-quantities.ts';
import { trafficOf } from '../../quantities/traffic.ts';
import { type ProblemCurve, problemCurve } from '../../search/curves/layer-curve.ts';
import { bitsOf, type MemoryBelow, memoriesBelow, nothingBelow, outermost } from './memories-below.ts';
import { type Curve, networkCurve } from './network-curve.ts';
import { nothingCovered, type UncoveredLayer } from './uncovered-layers.ts';

/** A layer of a run, with what its mapping moves. */
export interface RunLayerCurve extends Curve {
  readonly evaluation: CostModelEvaluation;
  /** Bits that one such layer reads from and writes to the memory. */
  readonly movedBits: number;
}

/** The curves of a run at its outermost memory, by its cost model and with the spatial mappings that it has chosen. */
export interface RunCurves extends Curve {
  readonly memory: string;
  readonly below: readonly MemoryBelow[];
  readonly presentBits: number;
  /** Bits that the layers of the run move. */
  readonly movedBits: number;
  readonly layers: readonly RunLayerCurve[];
  /** Layers whose curve is not known: they are in no sum. */
  readonly unknown: readonly UncoveredLayer[];
}

/**
 * @returns undefined for a run without layers.
 * @throws InputError where nothing lies below the outermost memory, or no layer has a curve.
 */
export function curvesOfRun(evaluations: readonly CostModelEvaluation[]): RunCurves | undefined {
  const design = designOf(evaluations);
  if (design === undefined) return undefined;
  const memory = outermost(design.memoryHierarchy);
  const below = memoriesBelow(design.memoryHierarchy, memory);
  if (below.length === 0) throw nothingBelow(memory);
  const known = new Map<string, ProblemCurve | undefined>();
  const unknown: UncoveredLayer[] = [];
  const layers = evaluations.flatMap((evaluation): RunLayerCurve[] => {
    const curve = curveOf(evaluation, memory.name, known);
    if (curve === undefined) return [];
    if (curve.points.length === 0) {
      unknown.push({ name: evaluation.layer.name, reservations: curve.reservations });
      return [];
    }
    const traffic = trafficOf(evaluation).filter((one) => one.memory.name === memory.name);
    const movedBits = traffic.reduce((sum, { bits }) => sum + bits, 0) / evaluation.times;
    return [{ evaluation, points: curve.points, compulsoryBits: curve.compulsoryBits, movedBits }];
  });
  if (layers.length === 0) throw nothingCovered(memory.name, unknown);
  return {
    ...networkCurve(layers.map(({ evaluation, ...curve }) => ({ ...curve, layer: { repeat: evaluation.times } }))),
    memory: memory.name,
    below,
    presentBits: bitsOf(below),
    movedBits: layers.reduce((sum, { evaluation, movedBits }) => sum + movedBits * evaluation.times, 0),
    layers,
    unknown,
  };
}

function curveOf(
  { layer, accelerator, spatialMapping, accessSameDataConsideredAsNoAccess, costModel }: CostModelEvaluation,
  memory: string,
  known: Map<string, ProblemCurve | undefined>,
): ProblemCurve | undefined {
  const { fractional, integer, source } = spatialMapping;
  const memories = accelerator.memoryHierarchy.memories.map(({ name }) => name);
  // By the corrected model, remainders depend on the array dimensions, too.
  const digits = costModel === 'corrected' ? source : undefined;
  const key = JSON.stringify([layerKey(layer), memories, [...fractional], [...integer], digits]);
  if (!known.has(key)) {
    const options = { accessSameDataConsideredAsNoAccess, costModel };
    const problem = compileProblem(layer, accelerator, spatialMapping, options);
    known.set(key, problemCurve(problem, memory));
  }
  return known.get(key);
}
