import { quantityText } from '../../base/number-text.ts';
import { DATA_DIRECTIONS } from '../../model/accelerator/data-direction.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { type Traffic, trafficOf } from '../../quantities/traffic.ts';
import { sumOf } from '../parts/page-run.ts';
import { busiestPort, portLoads } from '../parts/ports.ts';

/** A line in the box of a memory. */
export interface BoxLine {
  readonly text: string;
  /** The busiest port is `marked`, or `alert` where it stops the array; `stall` is a port that would, were it the busiest. */
  readonly kind: 'name' | 'plain' | 'marked' | 'alert' | 'stall';
}

/** What a layer does with a memory, to be written on the drawing of the hierarchy. */
export interface MemoryAnnotation {
  readonly lines: readonly BoxLine[];
  /** Share of the capacity in use, all operands together. */
  readonly utilisation: number;
}

export interface HierarchyAnnotations {
  readonly memories: ReadonlyMap<MemoryLevel, MemoryAnnotation>;
  readonly traffic: readonly Traffic[];
}

export function hierarchyAnnotations(evaluation: CostModelEvaluation): HierarchyAnnotations {
  const traffic = trafficOf(evaluation);
  const { memories } = evaluation.accelerator.memoryHierarchy;
  return {
    memories: new Map(memories.map((memory) => [memory, annotation(evaluation, memory, traffic)])),
    traffic,
  };
}

function annotation(
  evaluation: CostModelEvaluation,
  memory: MemoryLevel,
  traffic: readonly Traffic[],
): MemoryAnnotation {
  const utilisation = utilisationOf(evaluation, memory);
  const energy = sumOf(
    traffic.filter((item) => item.memory === memory),
    ({ energyPj }) => energyPj,
  );
  const busiest = busiestPort(evaluation);
  const ports = portLoads(evaluation).filter((load) => load.memory === memory);
  return {
    utilisation,
    lines: [
      { text: `${memory.name}: ${quantityText(memory.sizeBits, 'bit')}${copiesText(memory)}`, kind: 'name' },
      { text: `${quantityText(utilisation, 'share')} in use`, kind: 'plain' },
      {
        text: `${quantityText(energy, 'pJ')}, ${quantityText(energy / (evaluation.energy || 1), 'share')} of the energy`,
        kind: 'plain',
      },
      ...ports.map(({ port, stallSlack, isActive }): BoxLine => {
        const value = quantityText(Math.abs(stallSlack), 'cycles');
        const isBusiest = busiest?.memory === memory && busiest.port === port;
        if (!isActive) return { text: `${port.name}: one transfer at most`, kind: 'plain' };
        const state = stallSlack > 0 ? `${value} stall` : stallSlack === 0 ? 'full, no stall' : `${value} slack`;
        const text = `${port.name}: ${state}`;
        if (isBusiest) return { text: `busiest: ${text}`, kind: stallSlack > 0 ? 'alert' : 'marked' };
        return { text, kind: stallSlack > 0 ? 'stall' : 'plain' };
      }),
    ],
  };
}

function copiesText({ copies }: MemoryLevel): string {
  return copies === 1 ? '' : ` × ${copies}`;
}

/** Of all operands together, as every operand of the memory sees it. */
function utilisationOf({ details, layer }: CostModelEvaluation, memory: MemoryLevel): number {
  for (const [operand, memoryOperand] of layer.mapping.memoryOperandLinks) {
    const level = memory.levelOf.get(memoryOperand);
    const shared = level === undefined ? undefined : details.memoryUtilization.shared[operand]?.[level];
    if (shared !== undefined) return shared;
  }
  return 0;
}

/** Bits of an operand through a memory, by direction; 0 where nothing moves. */
export function bitsOf(
  { traffic }: HierarchyAnnotations,
  memory: MemoryLevel | undefined,
  memoryOperand: Traffic['memoryOperand'],
): Readonly<Record<Traffic['direction'], number>> {
  const of = (direction: Traffic['direction']): number =>
    sumOf(
      traffic.filter(
        (item) => item.memory === memory && item.memoryOperand === memoryOperand && item.direction === direction,
      ),
      ({ bits }) => bits,
    );
  const [readDown, writeUp, readUp, writeDown] = DATA_DIRECTIONS.map(of);
  return {
    rd_out_to_low: readDown ?? 0,
    wr_in_by_low: writeUp ?? 0,
    rd_out_to_high: readUp ?? 0,
    wr_in_by_high: writeDown ?? 0,
  };
}
