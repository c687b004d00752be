import { InputError } from '../../base/diagnostic.ts';
import { compileProblem } from '../../engine/problem/compile.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import { designOf } from '../../quantities/hardware/hardware-quantities.ts';
import { trafficOf } from '../../quantities/traffic.ts';
import { type ProblemCurve, problemCurve } from '../../search/curves/layer-curve.ts';
import { bitsOf, type MemoryBelow, memoriesBelow, outermost } from './memories-below.ts';
import { type Curve, networkCurve } from './network-curve.ts';

/** A layer of a run, with what its mapping moves. */
export interface RunLayerCurve extends Curve {
  readonly evaluation: CostModelEvaluation;
  /** Bits that one such layer reads from and writes to the memory. */
  readonly movedBits: number;
}

/** The curves of a run at its outermost memory, with the spatial mappings that it has chosen. */
export interface RunCurves extends Curve {
  readonly memory: string;
  readonly below: readonly MemoryBelow[];
  readonly presentBits: number;
  /** Bits that the layers of the run move. */
  readonly movedBits: number;
  readonly layers: readonly RunLayerCurve[];
}

/**
 * @returns undefined where nothing lies below the outermost memory, or no layer uses it.
 * @throws InputError for runs with the corrected cost model.
 */
export function curvesOfRun(evaluations: readonly CostModelEvaluation[]): RunCurves | undefined {
  const design = designOf(evaluations);
  if (design === undefined) return undefined;
  if (evaluations.some(({ costModel }) => costModel !== 'reference')) throw otherCostModel();
  const memory = outermost(design.memoryHierarchy);
  const below = memoriesBelow(design.memoryHierarchy, memory);
  const known = new Map<string, ProblemCurve | undefined>();
  const layers = evaluations.flatMap((evaluation): RunLayerCurve[] => {
    const curve = curveOf(evaluation, memory.name, known);
    if (curve === undefined || curve.points.length === 0) return [];
    const traffic = trafficOf(evaluation).filter((one) => one.memory.name === memory.name);
    const movedBits = traffic.reduce((sum, { bits }) => sum + bits, 0) / evaluation.times;
    return [{ evaluation, points: curve.points, compulsoryBits: curve.compulsoryBits, movedBits }];
  });
  if (layers.length === 0 || below.length === 0) return undefined;
  return {
    ...networkCurve(layers.map(({ evaluation, ...curve }) => ({ ...curve, layer: { repeat: evaluation.times } }))),
    memory: memory.name,
    below,
    presentBits: bitsOf(below),
    movedBits: layers.reduce((sum, { evaluation, movedBits }) => sum + movedBits * evaluation.times, 0),
    layers,
  };
}

function curveOf(
  { layer, accelerator, spatialMapping, accessSameDataConsideredAsNoAccess }: CostModelEvaluation,
  memory: string,
  known: Map<string, ProblemCurve | undefined>,
): ProblemCurve | undefined {
  const { fractional, integer } = spatialMapping;
  const memories = accelerator.memoryHierarchy.memories.map(({ name }) => name);
  const key = JSON.stringify([layerKey(layer), memories, [...fractional], [...integer]]);
  if (!known.has(key)) {
    const problem = compileProblem(layer, accelerator, spatialMapping, { accessSameDataConsideredAsNoAccess });
    known.set(key, problemCurve(problem, memory));
  }
  return known.get(key);
}

function otherCostModel(): InputError {
  return new InputError([
    {
      code: 'ZZ6025',
      severity: 'error',
      message: 'the run has the corrected cost model; curves hold for the reference model only',
      hint: 'leave --curves out, or run with the reference model',
    },
  ]);
}
