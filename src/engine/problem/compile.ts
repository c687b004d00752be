import { greatestCommonDivisor } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { DATA_DIRECTIONS } from '../../model/accelerator/data-direction.ts';
import { portServing, servesBothInputs } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import { structureOf } from '../../model/in-memory-computing/array-structure.ts';
import { totalOf } from '../../model/in-memory-computing/breakdown.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import { type Layer, outputOperand } from '../../model/workload/layer.ts';
import { operandElements, operandRelevance, type Relevance } from '../../model/workload/relevance.ts';
import { compilePorts, portsBySlot, setWidths, wordEnergies } from './compile-ports.ts';
import { compileTiles } from './compile-tiles.ts';
import {
  type CompiledMemory,
  type CompiledOperand,
  type CompiledProblem,
  FROM_HIGH,
  FROM_LOW,
  IRRELEVANT,
  NEUTRAL,
  PARTIALLY_RELEVANT,
  RELEVANT,
  TO_HIGH,
  TO_LOW,
} from './compiled-problem.ts';
import { compilePrecharge } from './in-memory-computing/compile-precharge.ts';
import { mapOntoArray } from './in-memory-computing/mapped-array.ts';
import { mappedRounds } from './in-memory-computing/mapped-rounds.ts';
import { operationalEnergyPj, sumOfOperationalEnergyPj } from './in-memory-computing/operational-energy.ts';
import { refuseHigherPrecision } from './in-memory-computing/refuse-precision.ts';
import { requireWholeCycles } from './in-memory-computing/whole-cycles.ts';
import { missingPortError } from './missing-port.ts';
import { compileSpatialVersion } from './spatial-version.ts';

export interface CompileOptions {
  /** Data used again by the array in consecutive cycles is not read again (default true). */
  readonly accessSameDataConsideredAsNoAccess?: boolean;
  /** The rules of energy and latency (default `reference`). The corrected ones need unrollings that are whole numbers. */
  readonly costModel?: CostModelName | undefined;
}

const RELEVANCE_CODE: Readonly<Record<Relevance, number>> = {
  neutral: NEUTRAL,
  relevant: RELEVANT,
  irrelevant: IRRELEVANT,
  partiallyRelevant: PARTIALLY_RELEVANT,
};

/**
 * Lowers a layer, an accelerator and a spatial mapping to the arrays the evaluator works on.
 * @throws MappingError naming memory, operand and direction when traffic that every mapping causes has no port.
 */
export function compileProblem(
  layer: Layer,
  accelerator: Accelerator,
  spatialMapping: MemoryLevelSpatialMapping,
  options: CompileOptions = {},
): CompiledProblem {
  const dimensionNames = layer.dimensions.map(({ name }) => name);
  const { costModel = 'reference' } = options;
  if (costModel === 'corrected') requireWholeCycles(accelerator, layer);
  const operands = compileOperands(layer, accelerator, dimensionNames, costModel);
  const last = operands[operands.length - 1];
  const levelSlotCount = last.levelBase + last.levelCount;
  const interfaceCount = last.interfaceBase + last.levelCount + 1;
  const fractional = compileSpatialVersion(operands, spatialMapping.fractional, dimensionNames, interfaceCount);
  const sameFactors = sameNumbers(spatialMapping);
  const integer = sameFactors
    ? fractional
    : compileSpatialVersion(operands, spatialMapping.integer, dimensionNames, interfaceCount);
  const { operationalArray } = accelerator;
  const cyclesPerOperation = operationalArray.cyclesPerOperation;
  const ports = compilePorts(accelerator, operands, costModel);
  const widths = {
    bandwidthMin: new Float64Array(4 * levelSlotCount),
    bandwidthMax: new Float64Array(4 * levelSlotCount),
    transferWidth: new Float64Array(4 * levelSlotCount),
  };
  setWidths(ports, widths);

  const problem: CompiledProblem = {
    layer,
    accelerator,
    spatialMapping,
    reuseAtPins: options.accessSameDataConsideredAsNoAccess ?? true,
    costModel,
    tiles:
      costModel === 'corrected'
        ? compileTiles(layer, accelerator, spatialMapping.source, operands, dimensionNames)
        : undefined,
    dimensionNames,
    operands,
    levelSlotCount,
    interfaceCount,
    operationCount: layer.operationCount,
    ...compileArrayEnergy(layer, accelerator, spatialMapping, operands, costModel),
    unitCount: operationalArray.unitCount,
    cyclesPerOperation,
    idealCycles: Math.ceil(Math.ceil(layer.operationCount / operationalArray.unitCount) * cyclesPerOperation),
    outputElements: operandElements(layer, outputOperand(layer), costModel),
    versions: [fractional, integer],
    memories: compileMemories(accelerator, operands),
    ports,
    ...widths,
    portsOfSlot: portsBySlot(ports, 4 * levelSlotCount),
    wordEnergy: wordEnergies(operands, levelSlotCount),
    portServesBothInputs: slotsOfBothInputs(operands, levelSlotCount),
  };
  requireUnavoidablePorts(problem);
  return problem;
}

/** Energy of the array: of equal operations, or by the model of in-memory-computing arrays (docs/in-memory-computing.md). */
function compileArrayEnergy(
  layer: Layer,
  accelerator: Accelerator,
  spatialMapping: MemoryLevelSpatialMapping,
  operands: readonly CompiledOperand[],
  costModel: CostModelName,
): Pick<CompiledProblem, 'macEnergyPj' | 'macEnergyPartsPj' | 'precharge'> {
  const { operationalArray } = accelerator;
  const structure = structureOf(operationalArray);
  if (structure === undefined) {
    const macEnergyPj = operationalArray.unitEnergyPj * layer.operationCount;
    return { macEnergyPj, macEnergyPartsPj: undefined, precharge: undefined };
  }
  if (costModel === 'corrected') refuseHigherPrecision(layer, accelerator, structure, operands);
  const macEnergyPartsPj =
    costModel === 'corrected'
      ? sumOfOperationalEnergyPj(structure, mappedRounds(layer, accelerator, spatialMapping.source, structure))
      : operationalEnergyPj(structure, mapOntoArray(layer, spatialMapping.source, structure));
  return {
    macEnergyPj: totalOf(macEnergyPartsPj),
    macEnergyPartsPj,
    precharge: compilePrecharge(structure, layer, operands),
  };
}

function compileOperands(
  layer: Layer,
  accelerator: Accelerator,
  dimensionNames: readonly string[],
  costModel: CostModelName,
): CompiledOperand[] {
  let levelBase = 0;
  let interfaceBase = 0;
  return layer.operands.map((operand, index) => {
    const relevance = operandRelevance(layer, operand, costModel);
    const memoryOperand = layer.mapping.memoryOperandLinks.get(operand.name);
    if (memoryOperand === undefined)
      throw new Error(`layer ${layer.name}: operand ${operand.name} is not linked to a memory operand`);
    const memories = memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand);
    if (memories.length === 0) throw new Error(`no memory of ${accelerator.name} holds ${memoryOperand}`);
    const relationOf = new Int32Array(dimensionNames.length).fill(-1);
    const relations = relevance.partiallyRelevant.map(({ target, a, b, limit }, relation) => {
      const dimensionA = dimensionNames.indexOf(a.dimension);
      const dimensionB = dimensionNames.indexOf(b.dimension);
      relationOf[dimensionA] = relation;
      relationOf[dimensionB] = relation;
      const divisor = greatestCommonDivisor(a.coefficient, b.coefficient);
      return {
        name: target,
        dimensionA,
        dimensionB,
        reducedA: a.coefficient / divisor,
        reducedB: b.coefficient / divisor,
        limit,
      };
    });
    const isOutput = index === 0;
    const compiled: CompiledOperand = {
      name: operand.name,
      memoryOperand,
      isOutput,
      levelCount: memories.length,
      levelBase,
      interfaceBase,
      partialPrecision: operand.precisionBits,
      finalPrecision: isOutput ? layer.finalOutputPrecisionBits : operand.precisionBits,
      relevance: Uint8Array.from(dimensionNames, (name) => RELEVANCE_CODE[relevance.classOf.get(name) ?? 'neutral']),
      relevantDimensions: Int32Array.from(relevance.relevant, (name) => dimensionNames.indexOf(name)).filter(
        (d) => d >= 0,
      ),
      relations,
      relationOf,
      memories,
    };
    levelBase += memories.length;
    interfaceBase += memories.length + 1;
    return compiled;
  });
}

/** Memories in allocation order. */
function compileMemories(accelerator: Accelerator, operands: readonly CompiledOperand[]): CompiledMemory[] {
  return accelerator.memoryHierarchy.memoryOrder.map((memory) => {
    const held = memory.operands
      .map((memoryOperand) => operands.findIndex((operand) => operand.memoryOperand === memoryOperand))
      .filter((index) => index >= 0);
    return {
      memory,
      capacityBits: memory.sizeBits,
      operands: Int32Array.from(held),
      levels: Int32Array.from(held, (index) => operands[index].memories.indexOf(memory)),
    };
  });
}

function slotsOfBothInputs(operands: readonly CompiledOperand[], levelSlotCount: number): Uint8Array {
  const portServesBothInputs = new Uint8Array(4 * levelSlotCount);
  for (const operand of operands) {
    operand.memories.forEach((memory, level) => {
      DATA_DIRECTIONS.forEach((direction, code) => {
        const port = portServing(memory, operand.memoryOperand, direction);
        if (port === undefined || !servesBothInputs(port)) return;
        portServesBothInputs[4 * (operand.levelBase + level) + code] = 1;
      });
    });
  }
  return portServesBothInputs;
}

/** Inputs are read downward at every level and filled below the top; outputs arrive from below and leave upward below the top. */
function requireUnavoidablePorts(problem: CompiledProblem): void {
  for (const operand of problem.operands) {
    for (let level = 0; level < operand.levelCount; level++) {
      const needed = [operand.isOutput ? FROM_LOW : TO_LOW];
      if (level < operand.levelCount - 1) needed.push(operand.isOutput ? TO_HIGH : FROM_HIGH);
      for (const code of needed) {
        const slot = 4 * (operand.levelBase + level) + code;
        if (problem.bandwidthMax[slot] === 0) throw missingPortError(problem, slot);
      }
    }
  }
}

function sameNumbers({ fractional, integer }: MemoryLevelSpatialMapping): boolean {
  for (const [operand, levels] of fractional) {
    const other = integer.get(operand);
    const same = levels.every((loops, level) =>
      loops.every(({ factor }, position) => factor === other?.[level]?.[position]?.factor),
    );
    if (!same) return false;
  }
  return true;
}
