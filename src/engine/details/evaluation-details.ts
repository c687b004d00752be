import type { PerDirection } from '../../model/accelerator/data-direction.ts';
import type { EvaluationDetails, LoopEntry, PerLevel, PerOperand } from '../../model/evaluation/evaluation-details.ts';
import type { OperandUnrollings } from '../../model/mapping/spatial-mapping.ts';
import { loopsPerLevel, type TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import { accumulationsFrom, measureReuse } from '../cost/data-reuse.ts';
import type { MappingEvaluator } from '../cost/mapping-evaluator.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import { type CompiledProblem, FRACTIONAL, INTEGER } from '../problem/compiled-problem.ts';
import { dataMovement } from './data-movement.ts';
import { dataSizes, exactDataSizes, unitSharing } from './data-sizes.ts';
import { exactCounts } from './exact-counts.ts';
import { levelFigures, perTraffic, valuesPerLevel } from './level-figures.ts';
import { perInterface, perLevel, perOperand } from './per-operand.ts';
import { portLoading } from './port-loading.ts';

/**
 * Every quantity of the evaluator's last evaluation, by name. The numbers are those of the evaluator. Quantities that only reports
 * need are added here: element counts and unit sharing.
 */
export function evaluationDetails(
  evaluator: MappingEvaluator,
  nest: CompiledMapping,
  mapping: TemporalMapping,
): EvaluationDetails {
  const { problem, scratch } = evaluator;
  const { layer } = problem;
  const level = (values: ArrayLike<number>): PerLevel<number> => valuesPerLevel(problem, values);
  const traffic = (values: ArrayLike<number>): PerLevel<PerDirection<number>> =>
    perTraffic(problem, (slot) => values[slot]);
  const levels = levelFigures(problem, scratch);
  const idealTemporal = evaluator.idealTemporalCycles;
  return {
    layer: layer.name,
    layerId: layer.id,
    energy: {
      total: evaluator.energyTotal,
      mac: evaluator.macEnergy,
      ...(problem.macEnergyPartsPj && {
        macParts: { ...problem.macEnergyPartsPj, local_bl_precharging: evaluator.prechargeEnergy },
      }),
      memory: evaluator.memoryEnergy,
      perLevel: levels.energyPerLevel,
      perDirection: levels.energyPerDirection,
    },
    latency: {
      total0: evaluator.latencyTotal0,
      total1: evaluator.latencyTotal1,
      total2: evaluator.latencyTotal2,
      idealCycle: problem.idealCycles,
      idealTemporalCycle: idealTemporal,
      onloading: evaluator.onloadingCycles,
      offloading: evaluator.offloadingCycles,
      stallSlack: evaluator.stallCycles,
    },
    utilization: {
      spatial: problem.idealCycles / idealTemporal,
      u0: problem.idealCycles / evaluator.latencyTotal0,
      u1: problem.idealCycles / evaluator.latencyTotal1,
      u2: problem.idealCycles / evaluator.latencyTotal2,
    },
    spatialMapping: unrollingEntries(problem, problem.spatialMapping.fractional),
    spatialMappingInt: unrollingEntries(problem, problem.spatialMapping.integer),
    temporalMapping: loopEntries(problem, mapping),
    temporalMappingStationary: loopEntries(problem, {
      loops: mapping.loops,
      boundaries: new Map(
        problem.operands.map(({ name, levelBase, levelCount }) => [
          name,
          Array.from(scratch.boundary.subarray(levelBase, levelBase + levelCount)),
        ]),
      ),
    }),
    operandMemoryLevels: perLevel(problem, (operand, index) => operand.memories[index].name),
    wordAccesses: levels.wordAccesses,
    memoryUtilization: {
      individual: level(scratch.utilisation),
      shared: levels.sharedUtilization,
      effectiveIndividual: level(scratch.effectiveUtilisation),
      effectiveShared: level(scratch.effectiveSharedUtilisation),
    },
    doubleBuffer: perOperand(problem, (operand) =>
      perInterface(operand, (index) => scratch.doubleBuffered[index] === 1),
    ),
    psumFlag: perInterface(problem.operands[0], (index) => scratch.versions[FRACTIONAL].partialSum[index] === 1),
    realTransferCycles: traffic(scratch.realCycles),
    allowedTransferCycles: traffic(scratch.allowedCycles),
    dataMovement: dataMovement(problem, nest, scratch, FRACTIONAL),
    dataMovementInt: dataMovement(problem, nest, scratch, INTEGER),
    ...portLoading(problem, scratch, evaluator.idealTemporalCycles + evaluator.stallCycles),
    dataReuse: perOperand(problem, (operand) => {
      const { total, unit } = measureReuse(problem, nest, scratch, FRACTIONAL, operand);
      return { total, unit };
    }),
    accumulations: accumulationsFrom(measureReuse(problem, nest, scratch, FRACTIONAL, problem.operands[0])),
    outermostLoops: perOperand(problem, (operand) => ({
      irrelevant: perInterface(operand, (index) => scratch.topIrrelevant[index]),
      relevant: perInterface(operand, (index) => scratch.topRelevant[index]),
    })),
    unitSharing: unitSharing(problem),
    dataSizes: problem.tiles ? exactDataSizes(problem, problem.tiles, nest, scratch) : dataSizes(problem, scratch),
    cyclesPerLevel: perLevel(problem, (operand, index) => scratch.period[operand.interfaceBase + index + 1]),
    macStationaryCycles: perOperand(problem, (operand) => scratch.period[operand.interfaceBase]),
    loadingCycles: traffic(scratch.loadingCycles),
    ...(problem.tiles && { counts: exactCounts(problem, problem.tiles, nest, scratch) }),
  };
}

function unrollingEntries(
  problem: CompiledProblem,
  unrollings: ReadonlyMap<string, OperandUnrollings>,
): PerOperand<LoopEntry[][]> {
  return perOperand(problem, ({ name }) =>
    (unrollings.get(name) ?? []).map((loops) => loops.map(({ dimension, factor }): LoopEntry => [dimension, factor])),
  );
}

function loopEntries(problem: CompiledProblem, mapping: TemporalMapping): PerOperand<LoopEntry[][]> {
  const levels = loopsPerLevel(mapping);
  return perOperand(problem, ({ name }) =>
    (levels.get(name) ?? []).map((loops) => loops.map(({ dimension, size }): LoopEntry => [dimension, size])),
  );
}
