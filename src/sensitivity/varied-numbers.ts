import type { Unit } from '../base/number-text.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { AcceleratorNumber, NumberValue } from '../model/accelerator/accelerator-number.ts';
import { numbersOf } from '../model/accelerator/vary-numbers.ts';

/** How far numbers are moved to see what the totals do. */
export interface Steps {
  /** Costs, areas, powers and the clock: by this share to both sides. Totals follow them smoothly. */
  readonly share: number;
  /** Sizes, widths and counts: times this factor and divided by it. They act in steps, and hardware comes in powers of two. */
  readonly factor: number;
}

export const DEFAULT_STEPS: Steps = { share: 0.01, factor: 2 };

/** A number with the values to compare; undefined where there is no such value. */
export interface VariedNumber extends NumberValue {
  readonly kind: 'share' | 'factor';
  readonly unit: Unit | 'MHz';
  readonly smaller: number | undefined;
  readonly larger: number | undefined;
}

/** The numbers of an accelerator that are varied, in file order. Those that are 0 have no relative change. */
export function variedNumbers(accelerator: Accelerator, steps: Steps): VariedNumber[] {
  return numbersOf(accelerator)
    .filter(({ number, value }) => value > 0 && !isOfCellArray(accelerator, number))
    .map(({ number, value }) => {
      const kind = kindOf(number);
      const [smaller, larger] =
        kind === 'share'
          ? [value * (1 - steps.share), value * (1 + steps.share)]
          : [Math.round(value / steps.factor), Math.round(value * steps.factor)];
      return {
        number,
        value,
        kind,
        unit: unitOf(number),
        smaller: smaller > 0 && smaller < value ? smaller : undefined,
        larger: larger > value && isPossible(accelerator, number, larger) ? larger : undefined,
      };
    });
}

/** What has numbers but is not varied, for readers. */
export function notVaried(accelerator: Accelerator): string[] {
  const { inMemoryComputing } = accelerator.operationalArray;
  const zeros = numbersOf(accelerator).filter(({ value }) => value === 0).length;
  return [
    ...(inMemoryComputing === undefined
      ? []
      : [
          'input_precision, adc_resolution, bit_serial_precision, array sizes and the size of cells: the array has a model of its own',
        ]),
    ...(accelerator.memoryHierarchy.memories.some(({ autoCostExtraction }) => autoCostExtraction)
      ? ['automatic costs stay as they were estimated when a size or width changes']
      : []),
    ...(zeros === 0 ? [] : ['numbers that are 0: they have no relative change']),
    'latency of memories: no model uses it',
  ];
}

/** Sizes of an in-memory-computing array and its cells decide its model, not only how much they hold. */
function isOfCellArray({ operationalArray }: Accelerator, number: AcceleratorNumber): boolean {
  if (operationalArray.inMemoryComputing === undefined) return false;
  return number.of === 'dimension' || (number.of === 'memory' && number.memory === 'cells' && number.field === 'size');
}

/** The narrowest access is no wider than the port. */
function isPossible({ memoryHierarchy }: Accelerator, number: AcceleratorNumber, value: number): boolean {
  if (number.of !== 'port' || number.field !== 'bandwidth_min') return true;
  const memory = memoryHierarchy.memories.find(({ name }) => name === number.memory);
  return value <= (memory?.listedPorts.find(({ name }) => name === number.port)?.bandwidthMax ?? 0);
}

function kindOf(number: AcceleratorNumber): 'share' | 'factor' {
  switch (number.of) {
    case 'memory':
      return number.field === 'size' ? 'factor' : 'share';
    case 'port':
    case 'dimension':
      return 'factor';
    case 'vector unit':
      return number.field === 'lanes' ? 'factor' : 'share';
    case 'array':
    case 'accelerator':
      return 'share';
  }
}

/** The unit of a number of the file. */
export function unitOf(number: AcceleratorNumber): Unit | 'MHz' {
  switch (number.of) {
    case 'port':
      return 'bit/cycle';
    case 'dimension':
      return 'units';
    case 'accelerator':
      return 'MHz';
    case 'vector unit':
      return number.field === 'lanes' ? '' : 'pJ';
    case 'memory':
    case 'array':
      if (number.field === 'size') return 'bit';
      if (number.field.endsWith('area')) return 'mm2';
      return number.field.endsWith('power') ? 'mW' : 'pJ';
  }
}
