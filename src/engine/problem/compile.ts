import { greatestCommonDivisor } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { DATA_DIRECTIONS } from '../../model/accelerator/data-direction.ts';
import { portServing, servesBothInputs } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import { structureOf } from '../../model/in-memory-computing/array-structure.ts';
import { totalOf } from '../../model/in-memory-computing/breakdown.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import { type Layer, outputOperand } from '../../model/workload/layer.ts';
import { operandElements, operandRelevance, type Relevance } from '../../model/workload/relevance.ts';
import { compilePrecharge } from './compile-precharge.ts';
import {
  type CompiledMemory,
  type CompiledOperand,
  type CompiledPort,
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
import { mapOntoArray } from './mapped-array.ts';
import { missingPortError } from './missing-port.ts';
import { operationalEnergyPj } from './operational-energy.ts';
import { compileSpatialVersion } from './spatial-version.ts';

export interface CompileOptions {
  /** Data used again by the array in consecutive cycles is not read again (default true). */
  readonly accessSameDataConsideredAsNoAccess?: boolean;
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
  const operands = compileOperands(layer, accelerator, dimensionNames);
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

  const problem: CompiledProblem = {
    layer,
    accelerator,
    spatialMapping,
    reuseAtPins: options.accessSameDataConsideredAsNoAccess ?? true,
    dimensionNames,
    operands,
    levelSlotCount,
    interfaceCount,
    operationCount: layer.operationCount,
    ...compileArrayEnergy(layer, accelerator, spatialMapping, operands),
    unitCount: operationalArray.unitCount,
    cyclesPerOperation,
    idealCycles: Math.ceil(Math.ceil(layer.operationCount / operationalArray.unitCount) * cyclesPerOperation),
    outputElements: operandElements(layer, outputOperand(layer)),
    versions: [fractional, integer],
    memories: compileMemories(accelerator, operands),
    ports: compilePorts(accelerator, operands),
    ...compileTraffic(operands, levelSlotCount),
  };
  requireUnavoidablePorts(problem);
  return problem;
}

/** Energy of the array: of equal operations, or by the model of in-memory-computing arrays (docs/in-memory-computing.md). */
function compileArrayEnergy(
  layer: Layer,
  { operationalArray }: Accelerator,
  spatialMapping: MemoryLevelSpatialMapping,
  operands: readonly CompiledOperand[],
): Pick<CompiledProblem, 'macEnergyPj' | 'macEnergyPartsPj' | 'precharge'> {
  const structure = structureOf(operationalArray);
  if (structure === undefined) {
    const macEnergyPj = operationalArray.unitEnergyPj * layer.operationCount;
    return { macEnergyPj, macEnergyPartsPj: undefined, precharge: undefined };
  }
  const mapped = mapOntoArray(layer, spatialMapping.source, structure);
  const macEnergyPartsPj = operationalEnergyPj(structure, mapped);
  return {
    macEnergyPj: totalOf(macEnergyPartsPj),
    macEnergyPartsPj,
    precharge: compilePrecharge(structure, layer, operands),
  };
}

function compileOperands(layer: Layer, accelerator: Accelerator, dimensionNames: readonly string[]): CompiledOperand[] {
  let levelBase = 0;
  let interfaceBase = 0;
  return layer.operands.map((operand, index) => {
    const relevance = operandRelevance(layer, operand);
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

/** Ports in file order of the memories; services of operands that the layer does not use are absent. */
function compilePorts(accelerator: Accelerator, operands: readonly CompiledOperand[]): CompiledPort[] {
  return accelerator.memoryHierarchy.memories.flatMap((memory) =>
    memory.ports.map((port) => {
      const linked = port.services.flatMap(({ memoryOperand, direction }) => {
        const index = operands.findIndex((operand) => operand.memoryOperand === memoryOperand);
        if (index < 0) return [];
        const operand = operands[index];
        const code = DATA_DIRECTIONS.indexOf(direction);
        const readBack = operand.isOutput && (code === TO_LOW || code === FROM_HIGH);
        const slot = 4 * (operand.levelBase + operand.memories.indexOf(memory)) + code;
        return [{ slot, index, loads: readBack ? 0 : 1 }];
      });
      return {
        memory,
        name: port.name,
        bandwidthMax: port.bandwidthMax,
        trafficSlots: Int32Array.from(linked, ({ slot }) => slot),
        operands: Int32Array.from(linked, ({ index }) => index),
        loads: Uint8Array.from(linked, ({ loads }) => loads),
      };
    }),
  );
}

function compileTraffic(operands: readonly CompiledOperand[], levelSlotCount: number) {
  const bandwidthMin = new Float64Array(4 * levelSlotCount);
  const bandwidthMax = new Float64Array(4 * levelSlotCount);
  const wordEnergy = new Float64Array(4 * levelSlotCount);
  const portServesBothInputs = new Uint8Array(4 * levelSlotCount);
  for (const operand of operands) {
    operand.memories.forEach((memory, level) => {
      DATA_DIRECTIONS.forEach((direction, code) => {
        const slot = 4 * (operand.levelBase + level) + code;
        wordEnergy[slot] = code === TO_LOW || code === TO_HIGH ? memory.readEnergyPj : memory.writeEnergyPj;
        const port = portServing(memory, operand.memoryOperand, direction);
        if (port === undefined) return;
        bandwidthMin[slot] = port.bandwidthMin;
        bandwidthMax[slot] = port.bandwidthMax;
        portServesBothInputs[slot] = servesBothInputs(port) ? 1 : 0;
      });
    });
  }
  return { bandwidthMin, bandwidthMax, wordEnergy, portServesBothInputs };
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
