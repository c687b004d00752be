import type { LatencySections } from '../../quantities/cost-parts.ts';
import type { BarPart } from '../parts/stacked-bar.ts';

/** The parts of a latency, in the order in which they are drawn. */
export const LATENCY_PARTS: readonly {
  readonly key: keyof LatencySections;
  readonly name: string;
  readonly meaning: string;
  /** Class of the colour. */
  readonly colour: string;
}[] = [
  {
    key: 'idealComputation',
    name: 'ideal computation',
    meaning: 'every unit of the array works in every cycle',
    colour: 'ideal',
  },
  {
    key: 'spatialStall',
    name: 'spatial stall',
    meaning: 'more cycles because the spatial mapping leaves units without work',
    colour: 'spatial',
  },
  {
    key: 'temporalStall',
    name: 'temporal stall',
    meaning: 'the array waits because a port is too narrow for what must pass it',
    colour: 'temporal',
  },
  { key: 'onloading', name: 'on-loading', meaning: 'the first data arrive', colour: 'onload' },
  { key: 'offloading', name: 'off-loading', meaning: 'the last results leave', colour: 'offload' },
];

export function latencyBarParts(sections: LatencySections): BarPart[] {
  return LATENCY_PARTS.map(({ key, colour }) => ({ value: sections[key], colour }));
}
