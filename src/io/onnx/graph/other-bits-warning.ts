import type { Diagnostic } from '../../../base/diagnostic.ts';
import { enumerate } from '../../../base/enumerate.ts';
import { sum } from '../../../base/integers.ts';
import { countText } from '../../../base/number-text.ts';
import { otherBits } from '../onnx-warnings.ts';
import type { OtherType } from './operand-bits.ts';

/** So many differences are written out. */
const MOST_DIFFERENCES = 3;

/** Operands of one type in the file that are costed with the same bits: ids of their layers. */
interface Kind extends Pick<OtherType, 'inFile' | 'costedBits'> {
  readonly layersByOperand: Map<string, Set<number>>;
}

/** One warning about all operands that are costed with other bits than the file gives them. */
export function otherBitsWarnings(
  types: readonly OtherType[],
  layerCount: number,
  file: string | undefined,
): Diagnostic[] {
  if (types.length === 0) return [];
  const kinds = new Map<string, Kind>();
  for (const { operand, inFile, costedBits, layer } of types) {
    const key = `${inFile.name} ${costedBits}`;
    const kind = kinds.get(key) ?? { inFile, costedBits, layersByOperand: new Map() };
    const layers = kind.layersByOperand.get(operand) ?? new Set();
    kind.layersByOperand.set(operand, layers.add(layer));
    kinds.set(key, kind);
  }
  const differences = [...kinds.values()].map(({ inFile, costedBits, layersByOperand }) => {
    const names = [...layersByOperand].map(([operand, { size }]) =>
      size === layerCount ? operand : `${operand} of ${size} of ${countText(layerCount, 'layer')}`,
    );
    return {
      text: `${enumerate(names)} are ${inFile.name} in the file, costed as ${countText(costedBits, 'bit')}`,
      count: sum([...layersByOperand.values()].map(({ size }) => size)),
    };
  });
  const texts = differences.toSorted((a, b) => b.count - a.count).map(({ text }) => text);
  const further = texts.length - MOST_DIFFERENCES;
  const more = further > 0 ? [`${countText(further, 'further type')} likewise`] : [];
  return [otherBits(file, [...texts.slice(0, MOST_DIFFERENCES), ...more].join('; '))];
}
