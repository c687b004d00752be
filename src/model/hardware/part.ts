import type { Accelerator } from '../accelerator/accelerator.ts';

/** Something that an accelerator has one or more equal copies of. */
export interface HardwarePart {
  /** `units` for the units of the array, else the name of the memory. */
  readonly name: string;
  readonly kind: 'units' | 'memory';
  /** Copies that the sum counts. */
  readonly copies: number;
}

/** A part and a figure of one copy of it; undefined where nothing is known of it. */
export interface PartFigure extends HardwarePart {
  readonly perCopy: number | undefined;
}

/** A figure summed over parts. What is unknown never counts as zero. */
export interface PartsSum {
  /** Undefined when the figure of a part is unknown. */
  readonly total: number | undefined;
  /** Sum over the parts that are known: the whole is at least that. */
  readonly known: number;
  /** Names of the parts without a figure, in the order of the parts. */
  readonly unknown: readonly string[];
}

/** The figures of one accelerator by part: the units first, then the memories in file order. */
export function partFigures(
  { operationalArray, memoryHierarchy }: Accelerator,
  ofUnit: number | undefined,
  ofMemory: (memory: Accelerator['memoryHierarchy']['memories'][number]) => number | undefined,
): PartFigure[] {
  return [
    { name: 'units', kind: 'units', copies: operationalArray.unitCount, perCopy: ofUnit },
    ...memoryHierarchy.memories.map(
      (memory): PartFigure => ({
        name: memory.name,
        kind: 'memory',
        copies: memory.copies,
        perCopy: ofMemory(memory),
      }),
    ),
  ];
}

/** Sum of copies × figure, in the order of the parts. */
export function sumOfParts(parts: readonly PartFigure[]): PartsSum {
  const known = parts.reduce((sum, { copies, perCopy }) => (perCopy === undefined ? sum : sum + copies * perCopy), 0);
  const unknown = parts.flatMap(({ name, perCopy }) => (perCopy === undefined ? [name] : []));
  return { total: unknown.length === 0 ? known : undefined, known, unknown };
}
