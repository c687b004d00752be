import { type Accelerator, createAccelerator } from './accelerator.ts';
import {
  type AcceleratorNumber,
  type ArrayField,
  type MemoryField,
  type NumberValue,
  numberName,
} from './accelerator-number.ts';
import { type MemoryLevel, type MemoryPort, portSources } from './memory.ts';

/** All numbers that the accelerator gives: the array, then the memories in file order, then the vector unit and the clock. */
export function numbersOf(accelerator: Accelerator): NumberValue[] {
  const { operationalArray: array, memoryHierarchy, vectorUnit, clockFrequencyMhz } = accelerator;
  const ofArray = (field: ArrayField, value: number | undefined) => given({ of: 'array', field }, value);
  return [
    // The model of in-memory-computing arrays has costs of its own.
    ...(array.inMemoryComputing === undefined
      ? [...ofArray('unit_energy', array.unitEnergyPj), ...ofArray('unit_area', array.unitArea)]
      : []),
    ...ofArray('unit_static_power', array.unitStaticPowerMw),
    ...array.dimensions.flatMap(({ name, size }) => given({ of: 'dimension', dimension: name }, size)),
    ...memoryHierarchy.memories.flatMap(numbersOfMemory),
    ...(vectorUnit === undefined
      ? []
      : [
          ...given({ of: 'vector unit', field: 'energy' }, vectorUnit.energyPj),
          ...given({ of: 'vector unit', field: 'lanes' }, vectorUnit.lanes),
        ]),
    ...given({ of: 'accelerator', field: 'clock_frequency' }, clockFrequencyMhz),
  ];
}

function numbersOfMemory(memory: MemoryLevel): NumberValue[] {
  const field = (name: MemoryField, value: number | undefined) =>
    given({ of: 'memory', memory: memory.name, field: name }, value);
  return [
    ...field('size', memory.sizeBits),
    ...field('r_cost', memory.readEnergyPj),
    ...field('w_cost', memory.writeEnergyPj),
    ...field('area', memory.area),
    ...field('static_power', memory.staticPowerMw),
    ...memory.listedPorts.flatMap((port) => [
      ...given({ of: 'port', memory: memory.name, port: port.name, field: 'bandwidth_min' }, port.bandwidthMin),
      ...given({ of: 'port', memory: memory.name, port: port.name, field: 'bandwidth_max' }, port.bandwidthMax),
    ]),
  ];
}

function given(number: AcceleratorNumber, value: number | undefined): NumberValue[] {
  return value === undefined ? [] : [{ number, value }];
}

/**
 * The accelerator with other values of some numbers. Numbers that it does not have are left out: data locality takes memories out for
 * some layers. Where a full width falls below the narrowest access, the narrowest access follows it.
 */
export function withNumbers(accelerator: Accelerator, changes: readonly NumberValue[]): Accelerator {
  const changed = new Map(changes.map(({ number, value }) => [numberName(number), value]));
  const next = <T extends number | undefined>(number: AcceleratorNumber, value: T): T | number =>
    value === undefined ? value : (changed.get(numberName(number)) ?? value);
  const { operationalArray: array, vectorUnit, clockFrequencyMhz } = accelerator;
  return createAccelerator({
    name: accelerator.name,
    operationalArray: {
      ...array,
      unitEnergyPj: next({ of: 'array', field: 'unit_energy' }, array.unitEnergyPj),
      unitArea: next({ of: 'array', field: 'unit_area' }, array.unitArea),
      unitStaticPowerMw: next({ of: 'array', field: 'unit_static_power' }, array.unitStaticPowerMw),
      dimensions: array.dimensions.map(({ name, size }) => ({
        name,
        size: next({ of: 'dimension', dimension: name }, size),
      })),
    },
    memories: accelerator.memoryHierarchy.memories.map((memory) => {
      const field = <T extends number | undefined>(name: MemoryField, value: T): T | number =>
        next({ of: 'memory', memory: memory.name, field: name }, value);
      return {
        ...memory,
        sizeBits: field('size', memory.sizeBits),
        readEnergyPj: field('r_cost', memory.readEnergyPj),
        writeEnergyPj: field('w_cost', memory.writeEnergyPj),
        area: field('area', memory.area),
        staticPowerMw: field('static_power', memory.staticPowerMw),
        ports: portSources(memory).map((port) => ({ ...port, ...widthsOf(memory.name, port, next) })),
      };
    }),
    vectorUnit: vectorUnit && {
      energyPj: next({ of: 'vector unit', field: 'energy' }, vectorUnit.energyPj),
      lanes: next({ of: 'vector unit', field: 'lanes' }, vectorUnit.lanes),
    },
    clockFrequencyMhz: next({ of: 'accelerator', field: 'clock_frequency' }, clockFrequencyMhz),
  });
}

function widthsOf(
  memory: string,
  { name, bandwidthMin, bandwidthMax }: Pick<MemoryPort, 'name' | 'bandwidthMin' | 'bandwidthMax'>,
  next: (number: AcceleratorNumber, value: number) => number,
): Pick<MemoryPort, 'bandwidthMin' | 'bandwidthMax'> {
  const most = next({ of: 'port', memory, port: name, field: 'bandwidth_max' }, bandwidthMax);
  const least = next({ of: 'port', memory, port: name, field: 'bandwidth_min' }, bandwidthMin);
  // A granularity above the width, as some older files have it, is meant.
  return { bandwidthMax: most, bandwidthMin: bandwidthMin > bandwidthMax ? least : Math.min(least, most) };
}
