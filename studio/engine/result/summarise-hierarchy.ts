import type { MemoryLevel, MemoryOperand } from '../../../src/model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../../src/model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../../../src/model/evaluation/evaluation.ts';
import { busiestPort, portLoads } from '../../../src/page/parts/ports.ts';
import { energySections } from '../../../src/quantities/cost-parts.ts';
import { designOf } from '../../../src/quantities/hardware/hardware-quantities.ts';
import { trafficOf } from '../../../src/quantities/traffic.ts';
import type { DrawnHierarchy, DrawnMemory, DrawnWay, PortResult } from './design-result.ts';

/** The memories of a run and what moves between them, over all layers; none where there is no design. */
export function hierarchyOf(
  evaluations: readonly CostModelEvaluation[],
  operands: readonly string[],
): DrawnHierarchy | undefined {
  const design = designOf(evaluations) ?? evaluations[0]?.accelerator;
  if (design === undefined) return undefined;
  const { memoryHierarchy, operationalArray } = design;
  const rows = rowsFromBottom(memoryHierarchy.operands.map((operand) => memoryLevelsOf(memoryHierarchy, operand)));
  const energies = new Map<string, number>();
  for (const { memory, energyPj } of evaluations.flatMap((evaluation) => energySections(evaluation).memories)) {
    energies.set(memory, (energies.get(memory) ?? 0) + energyPj);
  }
  const ports = portResults(evaluations);
  const memories = memoryHierarchy.memories.map((memory): DrawnMemory => {
    const { name, sizeBits, copies, area } = memory;
    const [binding] = ports
      .filter(({ memory: of, waiting }) => of === name && waiting > 0)
      .toSorted((a, b) => b.waiting - a.waiting);
    return {
      name,
      sizeBits,
      copies,
      bandwidth: Math.max(...memory.ports.map(({ bandwidthMax }) => bandwidthMax)),
      operands: memory.operands,
      row: rows.get(memory) ?? 0,
      energy: energies.get(name) ?? 0,
      fullest: Math.max(0, ...evaluations.map((evaluation) => shareInUse(evaluation, name))),
      area,
      readEnergy: memory.readEnergyPj,
      writeEnergy: memory.writeEnergyPj,
      waiting: binding && { port: binding.port, cycles: binding.waiting },
    };
  });
  return {
    memories,
    ways: waysOf(
      memoryHierarchy.operands,
      (operand) => memoryLevelsOf(memoryHierarchy, operand),
      evaluations,
      operands,
    ),
    array: {
      sizes: operationalArray.dimensions.map(({ size }) => size).join(' × '),
      unitEnergy: operationalArray.unitEnergyPj,
    },
  };
}

/** The longest chain of memories below each. */
function rowsFromBottom(chains: readonly (readonly MemoryLevel[])[]): ReadonlyMap<MemoryLevel, number> {
  const rows = new Map<MemoryLevel, number>();
  // As many rounds as there are levels: a memory rises above what another operand has below it.
  for (let round = 0; round < Math.max(0, ...chains.map(({ length }) => length)); round++) {
    for (const chain of chains) {
      for (const [level, memory] of chain.entries()) {
        const below = chain[level - 1];
        const least = below === undefined ? 0 : (rows.get(below) ?? 0) + 1;
        rows.set(memory, Math.max(rows.get(memory) ?? 0, least));
      }
    }
  }
  return rows;
}

function waysOf(
  memoryOperands: readonly MemoryOperand[],
  chainOf: (operand: MemoryOperand) => readonly MemoryLevel[],
  evaluations: readonly CostModelEvaluation[],
  names: readonly string[],
): DrawnWay[] {
  const bits = new Map<string, number>();
  const operandNames = new Map<MemoryOperand, string>();
  for (const evaluation of evaluations) {
    for (const { memory, memoryOperand, operand, direction, bits: moved } of trafficOf(evaluation)) {
      const key = `${memory.name}\n${memoryOperand}\n${direction}`;
      bits.set(key, (bits.get(key) ?? 0) + moved);
      if (!operandNames.has(memoryOperand) && names.includes(operand)) operandNames.set(memoryOperand, operand);
    }
  }
  return memoryOperands.flatMap((operand) =>
    chainOf(operand).map((memory, level, chain): DrawnWay => {
      const of = (direction: string): number => bits.get(`${memory.name}\n${operand}\n${direction}`) ?? 0;
      return {
        operand,
        name: operandNames.get(operand) ?? operand,
        upper: memory.name,
        lower: chain[level - 1]?.name,
        bitsDown: of('rd_out_to_low'),
        bitsUp: of('wr_in_by_low'),
      };
    }),
  );
}

/** Of all operands together, in one layer. */
function shareInUse({ levels, layer, accelerator }: CostModelEvaluation, name: string): number {
  const memory = accelerator.memoryHierarchy.memories.find((one) => one.name === name);
  for (const [operand, memoryOperand] of layer.mapping.memoryOperandLinks) {
    const level = memory?.levelOf.get(memoryOperand);
    const shared = level === undefined ? undefined : levels.sharedUtilization[operand]?.[level];
    if (shared !== undefined) return shared;
  }
  return 0;
}

/** Every port of the run, in the order of the accelerator. */
export function portResults(evaluations: readonly CostModelEvaluation[]): PortResult[] {
  const results = new Map<string, { -readonly [Key in keyof PortResult]: PortResult[Key] }>();
  for (const evaluation of evaluations) {
    const busiest = busiestPort(evaluation);
    for (const { memory, port, stallSlack, isActive } of portLoads(evaluation)) {
      const key = `${memory.name}\n${port.name}`;
      const known = results.get(key) ?? {
        memory: memory.name,
        port: port.name,
        bandwidth: port.bandwidthMax,
        waiting: 0,
        layers: 0,
        leastSlack: Number.POSITIVE_INFINITY,
      };
      if (isActive) known.leastSlack = Math.min(known.leastSlack, -stallSlack);
      if (busiest?.isStalling === true && busiest.memory === memory && busiest.port === port) {
        known.waiting += stallSlack * evaluation.times;
        known.layers += 1;
      }
      results.set(key, known);
    }
  }
  return [...results.values()];
}
