import { countText, digitsText, quantityText } from '../../base/number-text.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevel, MemoryPort } from '../../model/accelerator/memory.ts';
import { FAINT_INK, INK } from '../drawing/palette.ts';
import { element, group, type Markup, textAt } from '../drawing/svg.ts';
import { textWidth } from '../drawing/text-width.ts';

const LINE = 16;
const FONT_SIZE = 12;
const PADDING = 10;

/** A framed text; the first line is its heading. */
export interface TextBox {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** What there is to know about a memory. */
export function memoryBox(memory: MemoryLevel): TextBox {
  const { name, sizeBits, operands, servedDimensions, copies, readEnergyPj, writeEnergyPj, area = 0 } = memory;
  return textBox([
    `${name}: ${quantityText(sizeBits, 'bit')}`,
    `holds ${operands.join(', ')}`,
    servedDimensions.length === 0 ? 'serves one unit each' : `serves ${servedDimensions.join(' × ')}`,
    countText(copies, 'copy', 'copies'),
    `read ${formatCost(readEnergyPj)} pJ, write ${formatCost(writeEnergyPj)} pJ per access`,
    ...(area > 0 ? [`area ${formatCost(area)} mm²`] : []),
    ...memory.ports.map(portLine),
  ]);
}

/** What there is to know about the array. */
export function arrayBox({ operationalArray }: Accelerator): TextBox {
  const { dimensions, unitCount, unitEnergyPj, inMemoryComputing } = operationalArray;
  return textBox([
    `array of ${countText(unitCount, 'unit')}`,
    dimensions.map(({ name, size }) => `${name} ${size}`).join(' × '),
    inMemoryComputing === undefined
      ? `${formatCost(unitEnergyPj)} pJ per multiply-accumulate`
      : `${inMemoryComputing.type} in-memory computing`,
  ]);
}

/** As in the file; computed costs may have more digits than anybody reads. */
function formatCost(value: number): string {
  return digitsText(value, 6);
}

function portLine({ name, type, bandwidthMin, bandwidthMax }: MemoryPort): string {
  const bandwidth = bandwidthMin === bandwidthMax ? String(bandwidthMax) : `${bandwidthMin}–${bandwidthMax}`;
  return `${name} (${type.replace('_', '/')}): ${bandwidth} bit/cycle`;
}

/** A box that fits its lines. */
export function textBox(lines: readonly string[]): TextBox {
  const widths = lines.map((line, index) => textWidth(line, FONT_SIZE, index === 0 ? 'bold' : 'normal'));
  return {
    lines,
    width: Math.ceil(Math.max(...widths)) + 2 * PADDING,
    height: lines.length * LINE + 2 * PADDING - 4,
  };
}

/** The box with its upper left corner at (x, y), stretched to `width`. */
export function drawTextBox(box: TextBox, x: number, y: number, width: number, fill: string): Markup {
  return group({ 'text-anchor': 'middle' }, [
    element('rect', { x, y, width, height: box.height, rx: 4, fill, stroke: INK }),
    ...box.lines.map((line, index) =>
      textAt(
        x + width / 2,
        y + PADDING + 10 + index * LINE,
        line,
        index === 0 ? { 'font-weight': 'bold' } : { fill: FAINT_INK },
      ),
    ),
  ]);
}
