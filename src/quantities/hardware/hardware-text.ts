import { enumerate } from '../../base/enumerate.ts';
import { quantityText } from '../../base/number-text.ts';
import type { AcceleratorArea } from '../../model/hardware/area.ts';
import type { AcceleratorStaticPower } from '../../model/hardware/static-power.ts';

/** `1.395 mm²`; `at least 1.395 mm²: no area given for rf_128B and rf_2B`; undefined where nothing is known. */
export function areaText({ knownMm2, unknown, parts }: AcceleratorArea): string | undefined {
  return sumText(quantityText(knownMm2, 'mm2'), 'area', unknown, parts.length);
}

/** The same of the static power. */
export function staticPowerText({ knownMw, unknown, parts }: AcceleratorStaticPower): string | undefined {
  return sumText(quantityText(knownMw, 'mW'), 'static power', unknown, parts.length);
}

/** `0 mm² as said: dram`: parts whose area is given as 0. Undefined if there are none. */
export function zeroAreaText({ parts }: AcceleratorArea): string | undefined {
  const names = parts.flatMap(({ name, perCopyMm2 }) => (perCopyMm2 === 0 ? [name] : []));
  return names.length === 0 ? undefined : `given as 0: ${enumerate(names)}`;
}

/** mm² of the units and of all memories, as far as they are known. */
export function splitArea({ parts }: AcceleratorArea): { readonly arrayMm2: number; readonly memoryMm2: number } {
  const sumOf = (wanted: 'units' | 'memory'): number =>
    parts.reduce((sum, { kind, copies, perCopyMm2 = 0 }) => (kind === wanted ? sum + copies * perCopyMm2 : sum), 0);
  return { arrayMm2: sumOf('units'), memoryMm2: sumOf('memory') };
}

function sumText(known: string, what: string, unknown: readonly string[], parts: number): string | undefined {
  if (unknown.length === 0) return known;
  return unknown.length === parts ? undefined : `at least ${known}: no ${what} given for ${enumerate(unknown)}`;
}
