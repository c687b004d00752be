import { ChoiceReader } from '../cases/choices.ts';
import { differs, isBelow, type Law, type Subject, short } from './law.ts';

const PARTS = [
  ['stall', 'stallCycles'],
  ['on-loading', 'onloadingCycles'],
  ['off-loading', 'offloadingCycles'],
] as const;

export const parts: Law = {
  key: 'parts',
  name: 'Stall, on-loading and off-loading are 0 or more',
  check({ costed: { evaluator } }) {
    const negative = PARTS.flatMap(([name, key]) =>
      isBelow(evaluator[key], 0) ? [`${name} ${short(evaluator[key])}`] : [],
    );
    return negative.length === 0 ? undefined : negative.join(', ');
  },
};

export const ideal: Law = {
  key: 'ideal',
  name: 'Latency is at least that of a full array',
  check({ costed: { problem, latency } }) {
    if (!isBelow(latency, problem.idealCycles)) return undefined;
    return `latency ${short(latency)}, a full array takes ${problem.idealCycles}`;
  },
};

export const traffic: Law = {
  key: 'traffic',
  name: 'Latency is at least the traffic of every port over its width',
  check({ costed, exact }) {
    const { problem, latency } = costed;
    for (const port of problem.ports) {
      let cycles = 0;
      port.trafficSlots.forEach((slot, service) => {
        const operand = port.operands[service] ?? 0;
        const unit = (slot >> 2) - (problem.operands[operand]?.levelBase ?? 0) + 1;
        const copies = exact.problem.tiles?.operands[operand]?.units[unit] ?? 1;
        cycles += bitsMoved(exact, slot) / copies / (problem.transferWidth[slot] ?? 1);
      });
      if (!isBelow(latency, cycles)) continue;
      return `latency ${short(latency)}, ${port.name} of ${port.memory.name} needs ${short(cycles)}`;
    }
    return undefined;
  },
};

function bitsMoved({ evaluator }: Subject['exact'], slot: number): number {
  const { transferElements, transferBits } = evaluator.scratch;
  return (transferElements[slot] ?? 0) * (transferBits[slot] ?? 0);
}

/** Draws a larger number for some of a list, for at least one. */
function enlargement(reader: ChoiceReader, count: number): (number: number, index: number) => number {
  const chosen = reader.nextBelow(count);
  const others = Array.from({ length: count }, () => reader.nextFraction() < 0.3);
  const growth = Array.from({ length: count }, () => reader.nextBelow(24));
  return (number, index) =>
    index === chosen || others[index] === true ? number + Math.ceil((number * (1 + (growth[index] ?? 0))) / 8) : number;
}

export const wider: Law = {
  key: 'wider',
  name: 'Latency never grows when ports get wider',
  check({ costed, drawn }) {
    const { problem, latency } = costed;
    const widths = enlargement(new ChoiceReader(drawn.variation), problem.ports.length);
    costed.evaluateWith({ widths });
    const after = costed.latency;
    costed.evaluateWith({});
    if (!isBelow(latency, after)) return undefined;
    const changes = problem.ports.flatMap(({ memory, name, bandwidthMax }, index) => {
      const wide = widths(bandwidthMax, index);
      return wide === bandwidthMax ? [] : [`${name} of ${memory.name} from ${bandwidthMax} to ${wide} bits`];
    });
    return `latency ${short(latency)} becomes ${short(after)} with ${changes.join(', ')}`;
  },
};

/** Sizes around those at which slices find room for a second one. */
export const larger: Law = {
  key: 'larger',
  name: 'Latency never grows when memories get larger',
  check({ costed, drawn }) {
    const { problem } = costed;
    const reader = new ChoiceReader(drawn.variation, 8);
    const plan = costed.slices().map((slices) => {
      const [x, y] = [roomBesides(slices, reader), roomBesides(slices, reader)];
      return [Math.min(x, y), Math.max(x, y)] as const;
    });
    const at = (choice: 0 | 1): readonly [latency: number, energy: number] => {
      costed.evaluateWith({ sizes: (bits, memory) => plan[memory]?.[choice] ?? bits });
      return [costed.latency, costed.energy];
    };
    const [[before, energy], [after, energyAfter]] = [at(0), at(1)];
    costed.evaluateWith({});
    if (!isBelow(before, after) && !differs(energy, energyAfter)) return undefined;
    const changes = problem.memories.flatMap(({ memory }, index) => {
      const [small = 0, large = 0] = plan[index] ?? [];
      return small === large ? [] : [`${memory.name} from ${small} to ${large} bits`];
    });
    return `latency ${short(before)} becomes ${short(after)} with ${changes.join(', ')}`;
  },
};

/** Bits with room for the slices, for a second one of some of them, and a few bits more. */
function roomBesides(slices: readonly number[], reader: ChoiceReader): number {
  const all = slices.reduce((sum, bits) => sum + bits, 0);
  return slices.reduce((sum, bits) => (reader.nextBelow(2) === 1 ? sum + bits : sum), all) + reader.nextBelow(2);
}
