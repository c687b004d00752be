import type { Accelerator } from '../accelerator/accelerator.ts';
import { type HardwarePart, type PartFigure, partFigures, sumOfParts } from './part.ts';

/** The static power of one kind of unit or memory. */
export interface StaticPowerPart extends HardwarePart {
  /** mW of one copy; undefined where the file gives none. */
  readonly perCopyMw: number | undefined;
}

/** The power that an accelerator takes whether it works or not. */
export interface AcceleratorStaticPower {
  /** mW of all copies of all parts; undefined when the static power of a part is unknown. */
  readonly totalMw: number | undefined;
  /** mW of the parts that are known. The whole takes at least that. */
  readonly knownMw: number;
  /** The units of the array, then the memories in file order. */
  readonly parts: readonly StaticPowerPart[];
  /** Names of the parts without a static power. */
  readonly unknown: readonly string[];
}

/** The static power of an accelerator: copies × static power, of the units and of every memory. */
export function staticPowerOf(accelerator: Accelerator): AcceleratorStaticPower {
  const { unitStaticPowerMw } = accelerator.operationalArray;
  const parts = partFigures(accelerator, unitStaticPowerMw, ({ staticPowerMw }) => staticPowerMw);
  const { total, known, unknown } = sumOfParts(parts);
  return { totalMw: total, knownMw: known, parts: parts.map(powerPart), unknown };
}

function powerPart({ perCopy, ...part }: PartFigure): StaticPowerPart {
  return { ...part, perCopyMw: perCopy };
}
