import type { Diagnostic } from '../base/diagnostic.ts';
import {
  BUSIEST_PORT,
  CHAIN_CYCLES,
  DRAIN_CYCLES,
  FILL_CYCLES,
  ONCE_CYCLES,
  PORT_STALL,
} from '../engine/cost/evaluation-scratch.ts';
import { compileProblem, lowerMapping, MappingEvaluator, recordEvaluation } from '../engine/index.ts';
import { type GivenMapping, readGivenMapping } from '../io/given-mapping/read-given-mapping.ts';
import { warning } from '../io/text/diagnostic-maker.ts';
import { documentFromObject, type SourceDocument } from '../io/text/source-document.ts';
import type { CostModelName } from '../model/cost-model.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { convertSpatialMapping, spreadSpatialMapping } from '../search/spatial/convert-spatial-mapping.ts';
import type { GivenMappingResult } from './given-mapping-result.ts';
import { operandFigures, portFigures } from './transfer-figures.ts';

/** A layer with one complete mapping on an accelerator, as docs/evaluate.md describes it. */
export interface GivenMappingInput {
  readonly layer: unknown;
  /** Content of an accelerator file. */
  readonly accelerator: unknown;
  /** Memory operand of every operand. */
  readonly links: unknown;
  /** `[[array dimension, [[loop dimension, units], …]], …]`. */
  readonly spatial: unknown;
  readonly temporal: unknown;
  /** Default true. */
  readonly reuse_at_pins?: boolean | undefined;
  /** Cycles of one operation of the array; that of the accelerator if absent. */
  readonly cycles_per_op?: number | undefined;
  /** Default `reference`. */
  readonly costModel?: CostModelName | undefined;
}

/**
 * Energy (pJ), latency (cycles) and all counts of a mapping that is given, not searched (docs/evaluate.md). The mapping need not fit into
 * the memories; warnings then say so.
 * @throws InputError with all findings when the input cannot be used.
 * @throws MappingError when data must move in a direction for which a memory has no port.
 */
export function evaluateGivenMapping(input: GivenMappingInput): GivenMappingResult {
  return evaluateGivenDocument(documentFromObject(input));
}

/** The same for a document that was read from a file. */
export function evaluateGivenDocument(document: SourceDocument, costModel?: CostModelName): GivenMappingResult {
  const { value, warnings } = readGivenMapping(document);
  return evaluateRead(value, costModel ?? value.costModel ?? 'reference', warnings);
}

function evaluateRead(
  { layer, accelerator, spatialMapping, temporalMapping, reuseAtPins }: GivenMapping,
  costModel: CostModelName,
  warnings: readonly Diagnostic[],
): GivenMappingResult {
  const convert = costModel === 'corrected' ? spreadSpatialMapping : convertSpatialMapping;
  const problem = compileProblem(layer, accelerator, convert(layer, accelerator, spatialMapping), {
    accessSameDataConsideredAsNoAccess: reuseAtPins,
    costModel,
  });
  const evaluator = new MappingEvaluator(problem);
  const nest = lowerMapping(problem, temporalMapping);
  evaluator.evaluate(nest);
  const evaluation = recordEvaluation(evaluator, nest);
  const { scratch } = evaluator;
  const cycles = (place: number): number => scratch.results[place] ?? 0;
  const isCorrected = costModel === 'corrected';
  return {
    costModel,
    TC: scratch.prefix[nest.length] ?? 1,
    MAC: layer.operationCount,
    energy: evaluator.energyTotal,
    ...(isCorrected
      ? {
          operands: Object.fromEntries(
            problem.operands.map((operand) => [operand.name, operandFigures(problem, scratch, operand)]),
          ),
        }
      : {}),
    double_buffered: evaluation.details.doubleBuffer,
    ...(isCorrected ? { ports: portFigures(problem, scratch) } : {}),
    latency: {
      ideal: problem.idealCycles,
      temporal: evaluator.idealTemporalCycles,
      stall: isCorrected ? cycles(PORT_STALL) : evaluator.stallCycles,
      ...(isCorrected
        ? {
            fill: cycles(FILL_CYCLES),
            drain: cycles(DRAIN_CYCLES),
            chain: cycles(CHAIN_CYCLES),
            once: cycles(ONCE_CYCLES),
            busiest_port: cycles(BUSIEST_PORT),
          }
        : {}),
      total: evaluator.latencyTotal2,
      onload: evaluator.onloadingCycles,
      offload: evaluator.offloadingCycles,
    },
    warnings: [...warnings, ...overfullMemories(evaluation)],
    evaluation,
  };
}

/** A warning for every memory that is smaller than what the mapping keeps there. */
function overfullMemories({ accelerator, layer, levels }: CostModelEvaluation): Diagnostic[] {
  const { sharedUtilization } = levels;
  return accelerator.memoryHierarchy.memories.flatMap((memory) => {
    const shares = [...layer.mapping.memoryOperandLinks].flatMap(([operand, memoryOperand]) => {
      const level = memory.levelOf.get(memoryOperand);
      return level === undefined ? [] : [sharedUtilization[operand]?.[level] ?? 0];
    });
    const [share = 0] = shares;
    if (share <= 1) return [];
    const bits = Math.round(share * memory.sizeBits);
    return [
      warning(
        'ZZ8301',
        { ...memory.origin },
        `the mapping keeps ${bits} bits in one copy of memory "${memory.name}", which has ${memory.sizeBits}`,
        'the figures are those of a memory that is large enough; keep fewer loops at this level, or enlarge it',
      ),
    ];
  });
}
