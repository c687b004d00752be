import { LATENCY_PARTS, type LatencySections } from '../../quantities/cost-parts.ts';
import type { BarPart } from '../parts/stacked-bar.ts';

/** Classes of the colours of the parts of a latency. */
export const LATENCY_COLOURS: Readonly<Record<keyof LatencySections, string>> = {
  idealComputation: 'ideal',
  spatialStall: 'spatial',
  temporalStall: 'temporal',
  onloading: 'onload',
  offloading: 'offload',
};

export function latencyBarParts(sections: LatencySections): BarPart[] {
  return LATENCY_PARTS.map(({ key }) => ({ value: sections[key], colour: LATENCY_COLOURS[key] }));
}
