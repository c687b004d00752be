import type { CostModelName } from '../cost-model.ts';
import type { SourceOrigin } from '../source-origin.ts';
import type { DataDirection } from './data-direction.ts';

/** Name under which a memory holds an operand: two inputs and the output. Which layer operand goes where is said by the mapping's memory operand links. */
export type MemoryOperand = 'I1' | 'I2' | 'O';

export const MEMORY_OPERANDS: readonly MemoryOperand[] = ['I1', 'I2', 'O'];

export type PortType = 'read' | 'write' | 'read_write';

/** One kind of traffic a port carries: an operand, moving in a direction, at the level this memory has for that operand. */
export interface PortService {
  readonly memoryOperand: MemoryOperand;
  /** Level of the memory for this operand; 0 is next to the array. */
  readonly level: number;
  readonly direction: DataDirection;
}

/** A physical port. Traffic of all its services shares its bandwidth. */
export interface MemoryPort {
  readonly name: string;
  readonly type: PortType;
  /** Granularity of one access, bits per cycle. */
  readonly bandwidthMin: number;
  /** Full width, bits per cycle. */
  readonly bandwidthMax: number;
  /** In the memory's operand order; within an operand in the order the file first mentions the directions. Breaks ties in the latency model. */
  readonly services: readonly PortService[];
}

/** A memory of the hierarchy. All figures are those of one copy. */
export interface MemoryLevel {
  /** Position in the file, 0 first. */
  readonly index: number;
  readonly name: string;
  readonly sizeBits: number;
  /** Energy in pJ of one read of the full port width. */
  readonly readEnergyPj: number;
  /** Energy in pJ of one write of the full port width. */
  readonly writeEnergyPj: number;
  /** mm²; absent where it is unknown. */
  readonly area?: number | undefined;
  /** Power in mW that it takes whether it works or not; absent where it is unknown. */
  readonly staticPowerMw?: number | undefined;
  /** Access latency in cycles. No model uses it. */
  readonly latencyCycles: number;
  /** Kind of memory for cost estimation: `sram`, `rf`, `dram`, … */
  readonly memoryType: string;
  /** The costs above come from the memory cost estimator (docs/memory-cost.md). */
  readonly autoCostExtraction: boolean;
  /** Room for a second tile of operands that are loaded more than once. Only the corrected cost model uses it (quirks C15, Q16). */
  readonly forceDoubleBuffering: boolean;
  /** Operands held, in file order. */
  readonly operands: readonly MemoryOperand[];
  /** Level of this memory for each operand it holds, counted in file order; 0 is next to the array. */
  readonly levelOf: ReadonlyMap<MemoryOperand, number>;
  /** Array dimensions along which all units share one copy. */
  readonly servedDimensions: readonly string[];
  /** Number of copies: product of the sizes of the array dimensions not served. */
  readonly copies: number;
  /** Ports that serve something, in file order. Each direction of an operand has one port. */
  readonly ports: readonly MemoryPort[];
  /** Ports as the file lists them: several can serve one direction. The corrected cost model uses all of them (parity quirk R4). */
  readonly listedPorts: readonly MemoryPort[];
  /** Where the memory stands in the accelerator file. */
  readonly origin?: SourceOrigin;
}

/** What a memory is made from before its place in the hierarchy is known. */
export type MemorySource = Omit<MemoryLevel, 'index' | 'levelOf' | 'copies' | 'ports' | 'listedPorts'> & {
  readonly ports: readonly PortSource[];
};

/** A port and the traffic allocated to it, in file order. */
export interface PortSource {
  readonly name: string;
  readonly type: PortType;
  readonly bandwidthMin: number;
  readonly bandwidthMax: number;
  readonly allocation: readonly { readonly memoryOperand: MemoryOperand; readonly direction: DataDirection }[];
}

/** The ports of `memory` as they were written, with the traffic of `operands` alone: to make another hierarchy from this one. */
export function portSources(memory: MemoryLevel, operands: readonly MemoryOperand[] = memory.operands): PortSource[] {
  return memory.listedPorts.map(({ services, ...port }) => ({
    ...port,
    allocation: services.filter(({ memoryOperand }) => operands.includes(memoryOperand)),
  }));
}

/** The port of `memory` that carries `memoryOperand` in `direction`, if any. */
export function portServing(
  memory: MemoryLevel,
  memoryOperand: MemoryOperand,
  direction: DataDirection,
): MemoryPort | undefined {
  return memory.ports.find((port) =>
    port.services.some((service) => service.memoryOperand === memoryOperand && service.direction === direction),
  );
}

/** The ports that a cost model sees: one for each direction, or all that the file lists (parity quirk R4). */
export function portsSeen(memory: MemoryLevel, costModel: CostModelName): readonly MemoryPort[] {
  return costModel === 'corrected' ? memory.listedPorts : memory.ports;
}

/** The port whose words count: of several that serve a direction the widest, of equal ones that with the finest access. */
export function portCounting(
  memory: MemoryLevel,
  memoryOperand: MemoryOperand,
  direction: DataDirection,
  costModel: CostModelName,
): MemoryPort | undefined {
  const [port] = portsSeen(memory, costModel)
    .filter(({ services }) =>
      services.some((service) => service.memoryOperand === memoryOperand && service.direction === direction),
    )
    .toSorted((a, b) => b.bandwidthMax - a.bandwidthMax || a.bandwidthMin - b.bandwidthMin);
  return port;
}

/** True when the port carries traffic of both inputs; the on-loading model treats such links as serial. */
export function servesBothInputs(port: MemoryPort): boolean {
  const operands = new Set(port.services.map((service) => service.memoryOperand));
  return operands.has('I1') && operands.has('I2');
}

/** Every port with all that its file entry lists, by operand. Ports without any are dropped. */
export function listPorts(
  ports: readonly PortSource[],
  operands: readonly MemoryOperand[],
  levelOf: ReadonlyMap<MemoryOperand, number>,
): MemoryPort[] {
  return ports.flatMap(({ name, type, bandwidthMin, bandwidthMax, allocation }) => {
    const services = operands.flatMap((memoryOperand) => {
      const directions = allocation.flatMap((entry) =>
        entry.memoryOperand === memoryOperand ? [entry.direction] : [],
      );
      const level = levelOf.get(memoryOperand) ?? 0;
      return [...new Set(directions)].map((direction) => ({ memoryOperand, level, direction }));
    });
    return services.length === 0 ? [] : [{ name, type, bandwidthMin, bandwidthMax, services }];
  });
}

/**
 * Decides which port serves what. A direction goes to the port that mentions it *last*, looked up by name (the first port of
 * that name serves), but keeps the place of its first mention; ports left without service are dropped.
 */
export function resolvePorts(
  ports: readonly PortSource[],
  operands: readonly MemoryOperand[],
  levelOf: ReadonlyMap<MemoryOperand, number>,
): MemoryPort[] {
  const services = new Map<PortSource, PortService[]>();
  for (const memoryOperand of operands) {
    const portNameOf = new Map<DataDirection, string>();
    for (const port of ports) {
      for (const entry of port.allocation) {
        if (entry.memoryOperand === memoryOperand) portNameOf.set(entry.direction, port.name);
      }
    }
    for (const [direction, portName] of portNameOf) {
      const port = ports.find((candidate) => candidate.name === portName);
      if (port === undefined) continue;
      const list = services.get(port) ?? [];
      list.push({ memoryOperand, level: levelOf.get(memoryOperand) ?? 0, direction });
      services.set(port, list);
    }
  }
  return ports.flatMap((port) => {
    const served = services.get(port);
    if (served === undefined) return [];
    const { name, type, bandwidthMin, bandwidthMax } = port;
    return [{ name, type, bandwidthMin, bandwidthMax, services: served }];
  });
}
