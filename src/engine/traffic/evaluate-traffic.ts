import { sum } from '../../base/integers.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { DATA_DIRECTIONS, type DataDirection } from '../../model/accelerator/data-direction.ts';
import { type MemoryLevel, type MemoryOperand, type MemoryPort, portServing } from '../../model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import {
  addFigures,
  type EvaluationFigures,
  NO_FIGURES,
  perDirection,
} from '../../model/evaluation/evaluation-figures.ts';
import { type TensorTransfer, TrafficEvaluation } from '../../model/evaluation/traffic-evaluation.ts';
import type { TensorTraffic, TrafficOperator } from '../../model/workload/operator-traffic.ts';

/** One way of data: from the memories of the inputs to the vector unit, or from there to the memories of the outputs. */
interface Way {
  /** Operand of the reports. */
  readonly operand: 'I' | 'O';
  readonly memoryOperand: MemoryOperand;
  readonly direction: DataDirection;
  readonly accessEnergyPj: (memory: MemoryLevel) => number;
}

/** A transfer, and what it adds to the figures. */
interface CostedTransfer extends TensorTransfer {
  readonly cyclesOf: MemoryPort;
  readonly figures: EvaluationFigures;
}

const WRITES: Way = {
  operand: 'O',
  memoryOperand: 'O',
  direction: 'wr_in_by_low',
  accessEnergyPj: ({ writeEnergyPj }) => writeEnergyPj,
};

/**
 * Costs an operator by what it moves. Every tensor moves through the lowest memory that holds all of it and of which there is one copy,
 * else through the outermost memory. A port makes one access of its full width per cycle. Ports work at the same time, and so does the
 * vector unit: the latency is that of the slowest.
 * @param inputOperand memory operand of the activations.
 */
export function evaluateTraffic(
  operator: TrafficOperator,
  accelerator: Accelerator,
  inputOperand: MemoryOperand,
): TrafficEvaluation {
  const readWay: Way = {
    operand: 'I',
    memoryOperand: inputOperand,
    direction: 'rd_out_to_low',
    accessEnergyPj: ({ readEnergyPj }) => readEnergyPj,
  };
  const reads = operator.reads.flatMap((tensor) => transfer(tensor, accelerator, readWay));
  const writes = operator.writes.flatMap((tensor) => transfer(tensor, accelerator, WRITES));
  const { energyPj = 0, lanes } = accelerator.vectorUnit ?? {};
  const vectorEnergy = operator.vectorOperations * energyPj;
  const vectorCycles = lanes === undefined ? 0 : Math.ceil(operator.vectorOperations / lanes);
  const moved = [...reads, ...writes].reduce((figures, one) => addFigures(figures, one.figures), NO_FIGURES);
  const cycles = Math.max(vectorCycles, ...cyclesByPort([...reads, ...writes]).values());
  return new TrafficEvaluation({
    operator,
    accelerator,
    inputOperand,
    reads: reads.map(withoutFigures),
    writes: writes.map(withoutFigures),
    vectorCycles,
    figures: {
      ...moved,
      macEnergy: vectorEnergy,
      energyTotal: moved.memoryEnergy + vectorEnergy,
      latencyTotal0: cycles,
      latencyTotal1: cycles,
      latencyTotal2: cycles,
    },
  });
}

function transfer(tensor: TensorTraffic, accelerator: Accelerator, way: Way): CostedTransfer[] {
  const bits = tensor.size * tensor.precisionBits;
  const levels = memoryLevelsOf(accelerator.memoryHierarchy, way.memoryOperand);
  const served = levels.flatMap((memory, level) => {
    const port = portServing(memory, way.memoryOperand, way.direction);
    return port === undefined ? [] : [{ memory, level, port }];
  });
  const place = served.find(({ memory }) => memory.copies === 1 && memory.sizeBits >= bits) ?? served.at(-1);
  if (place === undefined || tensor.elements === 0) return [];
  const { memory, level, port } = place;
  const accesses = Math.ceil((tensor.elements * tensor.precisionBits) / port.bandwidthMax);
  const energy = accesses * way.accessEnergyPj(memory);
  const atLevel = <T>(value: T, nothing: T): Readonly<Record<string, readonly T[]>> => ({
    [way.operand]: levels.map((_, index) => (index === level ? value : nothing)),
  });
  const inDirection = (value: number) =>
    atLevel(
      perDirection((code) => (DATA_DIRECTIONS[code] === way.direction ? value : 0)),
      perDirection(() => 0),
    );
  return [
    {
      ...tensor,
      memory: memory.name,
      port: port.name,
      accesses,
      energy,
      cyclesOf: port,
      figures: {
        ...NO_FIGURES,
        memoryEnergy: energy,
        energyPerLevel: atLevel(energy, 0),
        energyPerDirection: inDirection(energy),
        wordAccesses: inDirection(accesses),
      },
    },
  ];
}

function cyclesByPort(transfers: readonly CostedTransfer[]): ReadonlyMap<MemoryPort, number> {
  const ports = [...new Set(transfers.map(({ cyclesOf }) => cyclesOf))];
  return new Map(
    ports.map((port) => [port, sum(transfers.flatMap((one) => (one.cyclesOf === port ? [one.accesses] : [])))]),
  );
}

function withoutFigures({ cyclesOf: _, figures: __, ...transfer }: CostedTransfer): TensorTransfer {
  return transfer;
}
