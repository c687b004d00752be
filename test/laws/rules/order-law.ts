import type { RandomCase, RandomMemory } from '../../corrected/random-case.ts';
import { ChoiceReader } from '../cases/choices.ts';
import type { CostedDesign } from '../cases/costed-design.ts';
import { buildDesign, type Design, mapped } from '../cases/law-case.ts';
import { differs, type Law, short } from './law.ts';

const FIGURES = [
  ['energy', 'energyTotal', 'pJ'],
  ['latency', 'latencyTotal2', 'cycles'],
  ['stall', 'stallCycles', 'cycles'],
  ['on-loading', 'onloadingCycles', 'cycles'],
] as const;

export const order: Law = {
  key: 'order',
  name: 'Names and orders change nothing',
  check({ costed, drawn, cost }) {
    const other = reordered.get(costed) ?? cost(inOtherOrder(drawn.design));
    reordered.set(costed, other);
    const { loops, boundaries } = drawn.given.temporal;
    const temporal = { loops: loops.map(([name, size]): [string, number] => [renamed(name), size]), boundaries };
    other.evaluate(mapped(drawn.design, temporal));
    for (const [name, key, unit] of FIGURES) {
      const [before, after] = [costed.evaluator[key], other.evaluator[key]];
      if (differs(before, after)) return `${name} ${short(before)} ${unit} becomes ${short(after)} in another order`;
    }
    return undefined;
  },
};

/** The same design in another order, for all its mappings. */
const reordered = new WeakMap<CostedDesign, CostedDesign>();

function inOtherOrder({ given, variation }: Design): Design {
  return buildDesign(new Reordering(new ChoiceReader(variation)).of(given), variation, 'unfitted');
}

/** Gives everything another name, and lists it in another order. */
class Reordering {
  private readonly reader: ChoiceReader;

  constructor(reader: ChoiceReader) {
    this.reader = reader;
  }

  of(given: RandomCase): RandomCase {
    const { layer, accelerator, links, spatial } = given;
    const { dimensions, sizes } = accelerator.operational_array;
    const arrays = this.arraysMayMove(given) ? this.shuffled(dimensions) : dimensions;
    const isExchanged = this.reader.nextBelow(2) === 1;
    const memoryOperand = (name: string): string => (isExchanged ? ({ I1: 'I2', I2: 'I1' }[name] ?? name) : name);
    const [output, ...inputs] = Object.entries(layer.operands);
    const operands = [...(output === undefined ? [] : [output]), ...this.shuffled(inputs)];
    return {
      ...given,
      layer: {
        dims: this.shuffled(layer.dims).map(([name, size]) => [renamed(name), size]),
        operands: Object.fromEntries(operands.map(([name, indices]) => [name, this.shuffled(indices).map(renamed)])),
        relations: this.shuffled(layer.relations).map((one) => ({
          ...one,
          t: renamed(one.t),
          A: renamed(one.A),
          B: renamed(one.B),
        })),
        precision: layer.precision,
      },
      accelerator: {
        name: 'other',
        operational_array: {
          ...accelerator.operational_array,
          dimensions: arrays,
          sizes: arrays.map((name) => sizes[dimensions.indexOf(name)] ?? 1),
        },
        memories: Object.fromEntries(
          this.reordered(Object.entries(accelerator.memories)).map(([name, memory]) => [
            renamed(name),
            this.memory(memory, memoryOperand),
          ]),
        ),
      },
      links: Object.fromEntries(
        Object.entries(links).map(([name, link]) => [
          name,
          link === 'O' ? 'O' : memoryOperand(link) === 'I1' ? 'I1' : 'I2',
        ]),
      ),
      spatial: this.shuffled(spatial).map(([array, loops]) => [
        array,
        this.shuffled(loops).map(([name, units]) => [renamed(name), units]),
      ]),
    };
  }

  private memory(memory: RandomMemory, memoryOperand: (name: string) => string): RandomMemory {
    return {
      ...memory,
      operands: this.shuffled(memory.operands).map(memoryOperand),
      ports: this.shuffled(memory.ports).map((port) => ({
        ...port,
        name: renamed(port.name),
        allocation: this.shuffled(port.allocation).map((entry) => {
          const [operand = '', direction = ''] = entry.split(', ');
          return `${memoryOperand(operand)}, ${direction}`;
        }),
      })),
    };
  }

  /** Memories may change places with neighbours that share no operand with them. */
  private reordered(memories: readonly [string, RandomMemory][]): [string, RandomMemory][] {
    const list = [...memories];
    for (let times = 0; times < 3; times++) {
      for (let index = 0; index + 1 < list.length; index++) {
        const [x, y] = [list[index], list[index + 1]];
        if (x === undefined || y === undefined || this.reader.nextBelow(2) === 0) continue;
        if (x[1].operands.some((operand) => y[1].operands.includes(operand))) continue;
        list[index] = y;
        list[index + 1] = x;
      }
    }
    return list;
  }

  /** The order of array dimensions decides where the smaller last round of a dimension lies that several of them share. */
  private arraysMayMove({ layer, spatial }: RandomCase): boolean {
    return layer.dims.every(([name]) => spatial.filter(([, loops]) => loops.some(([d]) => d === name)).length < 2);
  }

  private shuffled<T>(list: readonly T[]): T[] {
    const places = list.map((item) => ({ item, place: this.reader.nextBelow(100) }));
    return places.toSorted((x, y) => x.place - y.place).map(({ item }) => item);
  }
}

function renamed(name: string): string {
  return `${name}2`;
}
