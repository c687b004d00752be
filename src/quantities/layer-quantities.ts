import type { CostFigures, CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import type { EnergyPart } from '../model/in-memory-computing/breakdown.ts';
import { trafficEnergySections } from './cost-parts.ts';
import {
  costModelOf,
  designOf,
  type HardwareQuantity,
  type HardwareWork,
  hardwareQuantities,
  workOfLayer,
} from './hardware/hardware-quantities.ts';
import { QUANTITIES } from './quantities.ts';
import type { Quantity, QuantityValue } from './quantity.ts';

/**
 * Every quantity of one layer: those that every result has, those of its memories, operands and ports, and those of an
 * in-memory-computing array. A part stands after what it is a part of.
 */
export function layerQuantities(evaluation: CostModelEvaluation): readonly Quantity[] {
  const memories = memoryQuantities([evaluation]);
  const array = arrayQuantities(evaluation);
  const stalls = portQuantities(evaluation);
  const sums = memories.filter(({ isDerived }) => isDerived);
  const namesOf = (quantities: readonly Quantity[]): string[] => quantities.map(({ name }) => name);
  const partsHere: ReadonlyMap<string, readonly string[]> = new Map([
    ['energy', ['energy.operations', ...namesOf(sums)]],
    ['energy.operations', namesOf(array)],
    ['energy.memories', namesOf(sums)],
    ['latency.temporal_stall', namesOf(stalls)],
  ]);
  const after: ReadonlyMap<string, readonly Quantity[]> = new Map([
    ['energy.operations', array],
    ['energy.memories', memories],
  ]);
  return [
    ...QUANTITIES.flatMap((quantity): Quantity[] => [
      { ...quantity, parts: partsHere.get(quantity.name) ?? quantity.parts },
      ...(after.get(quantity.name) ?? []),
    ]),
    ...hardwareQuantities(evaluation.accelerator, evaluation.costModel).map(
      (quantity): Quantity => ({ ...quantity, of: (one) => quantity.of(workOfLayer(one)) }),
    ),
    ...stalls,
  ];
}

/**
 * The quantities of one layer with their values. The parts of `energy` add up to it, the parts of `latency` too; what follows from
 * others is left out. Stalls are those of one such layer, also where the evaluation stands for several: positive where the port makes
 * the array wait, negative (slack) where it has time to spare.
 */
export function quantitiesOf(evaluation: CostModelEvaluation): QuantityValue[] {
  const ofHardware = new Set(hardwareQuantities(evaluation.accelerator, evaluation.costModel).map(({ name }) => name));
  return layerQuantities(evaluation)
    .filter(({ name, isDerived = false }) => !isDerived && !ofHardware.has(name))
    .map((quantity) => withValue(quantity, quantity.of(evaluation)));
}

/**
 * The quantities of a sum over layers and operators that cost their traffic; the energy of a memory is that of all memories of its name.
 * Where the accelerator says enough, also its area, and the time, power and speed of the run.
 */
export function quantitiesOfRun(
  total: CostFigures,
  evaluations: readonly CostModelEvaluation[],
  otherOperators: readonly TrafficEvaluation[] = [],
): QuantityValue[] {
  const costs = QUANTITIES.filter(({ isDerived = false }) => !isDerived).map((quantity) =>
    withValue(quantity, quantity.of(total)),
  );
  const memories = memoryQuantities(evaluations)
    .filter(({ isDerived = false }) => !isDerived)
    .map((quantity) =>
      withValue(
        quantity,
        evaluations.reduce((sum, evaluation) => sum + quantity.of(evaluation), 0),
      ),
    );
  const energies = costs.filter(({ name }) => name === 'energy' || name.startsWith('energy.'));
  const ofLayersAndOperators = added(memories, trafficQuantities(otherOperators));
  return [
    ...energies,
    ...ofLayersAndOperators,
    ...costs.filter((quantity) => !energies.includes(quantity)),
    ...hardwareQuantitiesOfRun(total, evaluations),
  ];
}

/** Area of the design of a run, and time, power and speed of the run, as far as the accelerator says enough. */
export function hardwareQuantitiesOfRun(
  { energy, latency }: CostFigures,
  evaluations: readonly CostModelEvaluation[],
): QuantityValue[] {
  const accelerator = designOf(evaluations);
  if (accelerator === undefined) return [];
  const operationCount = evaluations.reduce((sum, { layer, times }) => sum + layer.operationCount * times, 0);
  const work: HardwareWork = { accelerator, energy, latency, operationCount };
  return hardwareQuantities(accelerator, costModelOf(evaluations)).map((quantity) =>
    withValue(quantity, quantity.of(work)),
  );
}

/** The quantities of an operator that costs its traffic. */
export function quantitiesOfOperator(evaluation: TrafficEvaluation): QuantityValue[] {
  const costs = QUANTITIES.filter(({ name }) => OPERATOR_COSTS.includes(name)).map((quantity) =>
    withValue(quantity, quantity.of(evaluation)),
  );
  const [latency, ...energies] = costs.toReversed();
  return [...energies.toReversed(), ...trafficQuantities([evaluation]), ...(latency === undefined ? [] : [latency])];
}

const OPERATOR_COSTS: readonly string[] = ['energy', 'energy.operations', 'latency'];

/** Energy of every memory and operand that the traffic of operators passes, in order of appearance. */
function trafficQuantities(otherOperators: readonly TrafficEvaluation[]): QuantityValue[] {
  const sections = otherOperators.flatMap((evaluation) => trafficEnergySections(evaluation).memories);
  return added(
    [],
    sections.map(({ memory, operand, energyPj }) => ({
      name: `energy.${memory}.${operand}`,
      title: `${operand} in ${memory}`,
      unit: 'pJ',
      value: energyPj,
    })),
  );
}

/** Quantities of equal names added up. */
function added(some: readonly QuantityValue[], more: readonly QuantityValue[]): QuantityValue[] {
  const sums = new Map(some.map((quantity) => [quantity.name, quantity]));
  for (const quantity of more) {
    const before = sums.get(quantity.name);
    const value = (before?.value ?? 0) + (quantity.value ?? 0);
    sums.set(quantity.name, before === undefined ? quantity : { ...before, value });
  }
  return [...sums.values()];
}

function withValue({ name, title, unit }: Quantity | HardwareQuantity, value: number): QuantityValue {
  return { name, title, unit, value: Number.isFinite(value) ? value : null };
}

/** Energy of every memory, then of every operand in it, in order of appearance. */
function memoryQuantities(evaluations: readonly CostModelEvaluation[]): Quantity[] {
  const operandsOf = new Map<string, Set<string>>();
  for (const { details } of evaluations) {
    for (const [operand, memories] of Object.entries(details.operandMemoryLevels)) {
      for (const memory of memories) operandsOf.set(memory, (operandsOf.get(memory) ?? new Set()).add(operand));
    }
  }
  return [...operandsOf].flatMap(([memory, operands]): Quantity[] => {
    const parts = [...operands].map(
      (operand): Quantity => ({
        name: `energy.${memory}.${operand}`,
        title: `${operand} in ${memory}`,
        unit: 'pJ',
        of: (evaluation) => memoryEnergy(evaluation, memory, operand),
        parts: [],
        addsUp: true,
      }),
    );
    const sum: Quantity = {
      name: `energy.${memory}`,
      title: memory,
      unit: 'pJ',
      of: (evaluation) => parts.reduce((total, { of }) => total + of(evaluation), 0),
      parts: parts.map(({ name }) => name),
      addsUp: true,
      isDerived: true,
    };
    return [sum, ...parts];
  });
}

/** pJ of one operand in the memories of a name. */
function memoryEnergy({ details }: CostModelEvaluation, memory: string, operand: string): number {
  const names = details.operandMemoryLevels[operand] ?? [];
  const energies = details.energy.perLevel[operand] ?? [];
  return energies.reduce((sum, energy, level) => (names[level] === memory ? sum + energy : sum), 0);
}

/** Titles of the parts of an in-memory-computing array, in the order in which their energies are summed. */
export const ARRAY_PART_TITLES: Readonly<Record<EnergyPart, string>> = {
  local_bl_precharging: 'precharging of local bitlines',
  dacs: 'digital-to-analog converters',
  adcs: 'analog-to-digital converters',
  mults: 'multipliers',
  analog_bl_addition: 'bitlines that add up charge',
  adders_regular: 'adder trees',
  adders_pv: 'place-value adders',
  accumulators: 'accumulators',
};

export const ARRAY_PARTS: readonly EnergyPart[] = [
  'local_bl_precharging',
  'dacs',
  'adcs',
  'mults',
  'analog_bl_addition',
  'adders_regular',
  'adders_pv',
  'accumulators',
];

/** Energy of the parts of an in-memory-computing array that take any. */
function arrayQuantities({ details }: CostModelEvaluation): Quantity[] {
  return ARRAY_PARTS.filter((part) => (details.energy.macParts?.[part] ?? 0) > 0).map((part) => ({
    name: arrayPartName(part),
    title: ARRAY_PART_TITLES[part],
    unit: 'pJ',
    of: (evaluation) => evaluation.details.energy.macParts?.[part] ?? 0,
    parts: [],
    addsUp: true,
    isDerived: true,
  }));
}

export function arrayPartName(part: EnergyPart): string {
  return `energy.operations.${part}`;
}

/** Stall or slack of every port, in file order (docs/cost-model.md#stalls). */
function portQuantities({ details, times }: CostModelEvaluation): Quantity[] {
  return details.stallSlackPerPort.flatMap(({ memory, ports }) =>
    Object.keys(ports).map((port) => ({
      name: stallName(memory, port),
      title: `stall of ${port} of ${memory}`,
      meaning: times === 1 ? 'slack if negative' : 'slack if negative; of one layer',
      unit: 'cycles',
      of: (evaluation) =>
        evaluation.details.stallSlackPerPort.find((entry) => entry.memory === memory)?.ports[port] ?? 0,
      parts: [],
      addsUp: false,
    })),
  );
}

export function stallName(memory: string, port: string): string {
  return `stall.${memory}.${port}`;
}
