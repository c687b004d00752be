import type { Accelerator } from '../accelerator/accelerator.ts';
import type { CostModelName } from '../cost-model.ts';
import { CELLS, hardwareFigures } from '../in-memory-computing/hardware-figures.ts';
import { type HardwarePart, type PartFigure, partFigures, sumOfParts } from './part.ts';

/** The area of one kind of unit or memory. */
export interface AreaPart extends HardwarePart {
  /** mm² of one copy; undefined where the file gives none. */
  readonly perCopyMm2: number | undefined;
}

/** The area of an accelerator. Wires, control and the vector unit are not part of it. */
export interface AcceleratorArea {
  /** mm² of all copies of all parts; undefined when the area of a part is unknown. */
  readonly totalMm2: number | undefined;
  /** mm² of the parts that are known. The whole takes at least that. */
  readonly knownMm2: number;
  /** The units of the array, then the memories in file order. */
  readonly parts: readonly AreaPart[];
  /** Names of the parts without an area. */
  readonly unknown: readonly string[];
}

/**
 * The area of an accelerator: copies × area, of the units and of every memory. For an in-memory-computing array it is that of its model,
 * which counts every memory once (parity quirk I6, docs/parity-quirks.md). The corrected cost model counts all copies of a memory, and
 * the cells in the array only.
 */
export function areaOf(accelerator: Accelerator, costModel: CostModelName = 'reference'): AcceleratorArea {
  const computing = hardwareFigures(accelerator, costModel)?.area;
  if (computing === undefined) {
    const parts = partFigures(accelerator, accelerator.operationalArray.unitArea, ({ area }) => area);
    const { total, known, unknown } = sumOfParts(parts);
    return { totalMm2: total, knownMm2: known, parts: parts.map(areaPart), unknown };
  }
  const isCorrected = costModel === 'corrected';
  const memories = accelerator.memoryHierarchy.memories.filter(({ name }) => !isCorrected || name !== CELLS);
  const unknown = memories.flatMap(({ name, area }) => (area === undefined ? [name] : []));
  const parts: readonly AreaPart[] = [
    { name: 'units', kind: 'units', copies: 1, perCopyMm2: computing.arrayMm2 },
    ...memories.map(
      ({ name, area, copies }): AreaPart => ({
        name,
        kind: 'memory',
        copies: isCorrected ? copies : 1,
        perCopyMm2: area,
      }),
    ),
  ];
  const totalMm2 = unknown.length === 0 ? computing.totalMm2 : undefined;
  return { totalMm2, knownMm2: computing.totalMm2, parts, unknown };
}

function areaPart({ perCopy, ...part }: PartFigure): AreaPart {
  return { ...part, perCopyMm2: perCopy };
}
