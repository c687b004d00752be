import type { Diagnostic } from '../../../base/diagnostic.ts';
import { enumerate } from '../../../base/enumerate.ts';
import { sum } from '../../../base/integers.ts';
import { countText } from '../../../base/number-text.ts';
import { otherBits } from '../onnx-warnings.ts';
import type { OtherType } from './operand-bits.ts';

/** So many differences are written out. */
const MOST_DIFFERENCES = 3;

/** One warning about all operands that are costed with other bits than the file gives them. */
export function otherBitsWarnings(
  types: readonly OtherType[],
  layerCount: number,
  file: string | undefined,
): Diagnostic[] {
  if (types.length === 0) return [];
  const layersByKind = new Map<string, Map<string, Set<string>>>();
  for (const { operand, inFile, costedBits, layer } of types) {
    const kind = `${inFile.name} in the file, costed as ${countText(costedBits, 'bit')}`;
    const operands = layersByKind.get(kind) ?? new Map<string, Set<string>>();
    const layers = operands.get(operand) ?? new Set<string>();
    layersByKind.set(kind, operands.set(operand, layers.add(layer)));
  }
  const differences = [...layersByKind].map(([kind, operands]) => {
    const names = [...operands].map(([operand, { size }]) =>
      size === layerCount ? operand : `${operand} of ${size} of ${countText(layerCount, 'layer')}`,
    );
    return { text: `${enumerate(names)} are ${kind}`, count: sum([...operands.values()].map(({ size }) => size)) };
  });
  const texts = differences.toSorted((a, b) => b.count - a.count).map(({ text }) => text);
  const further = texts.length - MOST_DIFFERENCES;
  const more = further > 0 ? [`${countText(further, 'further type')} likewise`] : [];
  return [otherBits(file, [...texts.slice(0, MOST_DIFFERENCES), ...more].join('; '))];
}
