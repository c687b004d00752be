import { enumerate } from '../../base/enumerate.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { areaOf } from '../../model/hardware/area.ts';
import { clockPeriodNsOf } from '../../model/hardware/clock.ts';
import { staticPowerOf } from '../../model/hardware/static-power.ts';
import type { QuantityIdentity } from '../quantity.ts';

/** Work on an accelerator, of one layer or of a network: what area, time and power follow from. */
export interface HardwareWork {
  readonly accelerator: Accelerator;
  /** pJ. */
  readonly energy: number;
  /** Cycles. */
  readonly latency: number;
  /** Multiply-accumulates. */
  readonly operationCount: number;
}

/** A quantity that follows from costs and from what the accelerator file says of area, static power and clock. */
export interface HardwareQuantity extends QuantityIdentity {
  readonly meaning?: string;
  readonly of: (work: HardwareWork) => number;
  readonly parts: readonly string[];
  readonly addsUp: boolean;
}

/** Operations that a multiply-accumulate counts as. */
export const OPERATIONS_PER_MAC = 2;

/** The layer's part of a run. */
export function workOfLayer({ accelerator, energy, latency, layer, times }: CostModelEvaluation): HardwareWork {
  return { accelerator, energy, latency, operationCount: layer.operationCount * times };
}

/** The design behind the evaluations: data locality leaves outer memories out for some layers. Undefined without evaluations. */
export function designOf(evaluations: readonly CostModelEvaluation[]): Accelerator | undefined {
  const [first, ...others] = evaluations.map(({ accelerator }) => accelerator);
  // The model of in-memory-computing arrays takes the memories of the first layer.
  if (first === undefined || first.operationalArray.inMemoryComputing !== undefined) return first;
  const size = ({ memoryHierarchy }: Accelerator): number => memoryHierarchy.memories.length;
  return others.reduce((design, other) => (size(other) > size(design) ? other : design), first);
}

/** The cost model of a run: all its layers have one. */
export function costModelOf([first]: readonly CostModelEvaluation[]): CostModelName {
  return first?.costModel ?? 'reference';
}

/** Clock, time, static energy, power, speed and area, as far as the accelerator says enough; none for one that says nothing. */
export function hardwareQuantities(
  accelerator: Accelerator,
  costModel: CostModelName = 'reference',
): readonly HardwareQuantity[] {
  const periodNs = clockPeriodNsOf(accelerator, costModel);
  return [
    ...(periodNs === undefined ? [] : timedQuantities(accelerator, periodNs)),
    ...areaQuantities(accelerator, costModel),
  ];
}

/** Those that need the clock. */
function timedQuantities(accelerator: Accelerator, periodNs: number): HardwareQuantity[] {
  const { totalMw, knownMw, unknown } = staticPowerOf(accelerator);
  const isComplete = totalMw !== undefined;
  const missing = `no static power is given for ${enumerate(unknown)}`;
  const staticEnergy = ({ latency }: HardwareWork): number => knownMw * (latency * periodNs);
  const wholeEnergy = (work: HardwareWork): number => work.energy + staticEnergy(work);
  return [
    { name: 'clock', title: 'clock period', unit: 'ns', of: () => periodNs, parts: [], addsUp: false },
    {
      name: 'time',
      title: 'time',
      meaning: 'latency × clock period',
      unit: 's',
      of: ({ latency }) => (latency * periodNs) / NS_PER_S,
      parts: ['latency', 'clock'],
      addsUp: true,
    },
    ...(isComplete ? staticEnergyQuantities(staticEnergy, wholeEnergy) : []),
    {
      name: 'power',
      title: isComplete ? 'average power' : 'average power (at least)',
      meaning: isComplete ? 'energy and static energy over the time' : missing,
      unit: 'mW',
      of: (work) => wholeEnergy(work) / (work.latency * periodNs),
      parts: isComplete ? ['energy', 'energy.static', 'time'] : ['energy', 'time'],
      addsUp: false,
    },
    {
      name: 'throughput',
      title: 'throughput',
      meaning: `${OPERATIONS_PER_MAC} operations per multiply-accumulate`,
      unit: 'TOP/s',
      of: ({ operationCount, latency }) => (OPERATIONS_PER_MAC * operationCount) / (latency * periodNs) / OP_PER_NS,
      parts: ['time'],
      addsUp: false,
    },
    {
      name: 'efficiency',
      title: isComplete ? 'efficiency' : 'efficiency (at most)',
      meaning: isComplete ? 'throughput over average power' : missing,
      unit: 'TOP/s/W',
      of: (work) => (OPERATIONS_PER_MAC * work.operationCount) / wholeEnergy(work),
      parts: ['throughput', 'power'],
      addsUp: false,
    },
  ];
}

const NS_PER_S = 1e9;
/** Operations per ns in a TOP/s. */
const OP_PER_NS = 1000;

function staticEnergyQuantities(
  staticEnergy: HardwareQuantity['of'],
  wholeEnergy: HardwareQuantity['of'],
): HardwareQuantity[] {
  return [
    {
      name: 'energy.static',
      title: 'static power',
      meaning: 'static power × time; no part of the energy',
      unit: 'pJ',
      of: staticEnergy,
      parts: [],
      addsUp: true,
    },
    {
      name: 'energy.with_static',
      title: 'work and static power',
      unit: 'pJ',
      of: wholeEnergy,
      parts: ['energy', 'energy.static'],
      addsUp: true,
    },
  ];
}

/** The total, if it is known, and every part that is. */
function areaQuantities(accelerator: Accelerator, costModel: CostModelName): HardwareQuantity[] {
  const { totalMm2, parts } = areaOf(accelerator, costModel);
  const known = parts.flatMap(({ name, kind, copies, perCopyMm2 }): HardwareQuantity[] => {
    if (perCopyMm2 === undefined) return [];
    const title = kind === 'units' ? 'units of the array' : name;
    const area = copies * perCopyMm2;
    return [{ name: areaName(name), title, unit: 'mm2', of: () => area, parts: [], addsUp: false }];
  });
  if (totalMm2 === undefined) return known;
  return [
    {
      name: 'area',
      title: 'area',
      meaning: 'array and memories',
      unit: 'mm2',
      of: () => totalMm2,
      parts: known.map(({ name }) => name),
      addsUp: false,
    },
    ...known,
  ];
}

/** Name of the quantity. @param part `units`, or the name of a memory. */
export function areaName(part: string): string {
  return `area.${part}`;
}
