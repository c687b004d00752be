import { memoryColour, operandStrength } from '../../src/page/style/theme.ts';
import { LATENCY_PARTS, type LatencySections } from '../../src/quantities/cost-parts.ts';
import type { DesignResult, EnergyTable } from '../engine/result/design-result.ts';

/** A segment of a bar. */
export interface BarPart {
  readonly value: number;
  /** Classes that set its colour. */
  readonly colour: string;
  /** Whether a line below marks it. */
  readonly isLit?: boolean;
  /** The memory it belongs to: pointing at the segment lights it. */
  readonly memory?: string;
}

/** Names of the causes of cycles as the page calls them, with the classes of their colours. */
export const CYCLE_CAUSES: readonly {
  readonly keys: readonly (keyof LatencySections)[];
  readonly title: string;
  readonly colour: string;
  readonly figure: string;
}[] = [
  { keys: ['idealComputation'], title: 'ideal: every unit busy', colour: 'ideal', figure: 'latency.ideal' },
  { keys: ['spatialStall'], title: 'idle units', colour: 'spatial', figure: 'latency.spatial_stall' },
  { keys: ['temporalStall'], title: 'waiting for a port', colour: 'temporal', figure: 'latency.temporal_stall' },
  { keys: ['onloading', 'offloading'], title: 'on- and off-loading', colour: 'onload', figure: 'latency.onloading' },
];

const COLOUR_OF_CAUSE: Readonly<Record<keyof LatencySections, string>> = {
  idealComputation: 'ideal',
  spatialStall: 'spatial',
  temporalStall: 'temporal',
  onloading: 'onload',
  offloading: 'offload',
};

/** Class of a memory's colour: the same on every view and in the report. */
export function colourOf({ memories }: Pick<DesignResult, 'memories'>, memory: string): string {
  return memoryColour(Math.max(0, memories.indexOf(memory)));
}

/** Segments of an energy by memory and operand. @param names of the memories, for what lights them. */
export function energyParts(table: EnergyTable, names: readonly string[] = [], litMemory?: string): BarPart[] {
  return [
    { value: table.operations, colour: 'mac' },
    ...table.cells.flatMap((row, memory) =>
      row.map((value, operand) => ({
        value: value ?? 0,
        colour: `${memoryColour(memory)} ${operandStrength(operand)}`,
        isLit: litMemory !== undefined && names[memory] === litMemory,
        ...(names[memory] === undefined ? {} : { memory: names[memory] }),
      })),
    ),
  ];
}

/** Segments of an energy by memory alone, for small bars. */
export function memoryParts({ operations, cells }: EnergyTable): BarPart[] {
  return [
    { value: operations, colour: 'mac' },
    ...cells.map((row, memory) => ({
      value: row.reduce<number>((sum, value) => sum + (value ?? 0), 0),
      colour: memoryColour(memory),
    })),
  ];
}

export function cycleParts(cycles: LatencySections): BarPart[] {
  return LATENCY_PARTS.map(({ key }) => ({ value: cycles[key], colour: COLOUR_OF_CAUSE[key] }));
}

export function sumOfParts(parts: readonly BarPart[]): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}
