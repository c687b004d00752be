import { bandwidthOf, bitsThrough, outermostMemories } from '../../quantities/traffic.ts';
import { type PageLayer, type PageRun, sumOf } from '../parts/page-run.ts';

/** A layer, or the network, in the roofline chart. */
export interface RooflinePoint {
  readonly layer: PageLayer;
  /** MAC per bit that crosses a port of the outermost memories. */
  readonly intensity: number;
  /** MAC per cycle. */
  readonly speed: number;
  /** Share of the latency of the network. */
  readonly share: number;
}

export interface Roofline {
  readonly points: readonly RooflinePoint[];
  /** Layers that move nothing through the outermost memories: their intensity has no limit. */
  readonly without: readonly PageLayer[];
  readonly memories: readonly string[];
  /** Bits per cycle of the outermost memories. */
  readonly bandwidth: number;
  /** MAC per cycle of the whole array. */
  readonly peak: number;
}

/** How fast layers run, against what the array and the outermost memories allow; none if there is nothing to draw. */
export function rooflineOf({ run, layers }: PageRun): Roofline | undefined {
  const { evaluations } = run;
  const memories = outermostMemories(evaluations);
  const bandwidth = bandwidthOf(evaluations, memories);
  const array = evaluations[0]?.accelerator.operationalArray;
  if (array === undefined || bandwidth === 0) return undefined;
  const total = sumOf(layers, ({ evaluation }) => evaluation.latency);
  const placed = layers.map((layer) => ({ layer, bits: bitsThrough(layer.evaluation, memories) }));
  const points = placed
    .filter(({ bits, layer }) => bits > 0 && layer.evaluation.latency > 0)
    .map(({ layer, bits }) => ({
      layer,
      intensity: layer.operations / bits,
      speed: layer.operations / layer.evaluation.latency,
      share: layer.evaluation.latency / total,
    }));
  if (points.length === 0) return undefined;
  return {
    points,
    without: placed.filter(({ bits }) => bits === 0).map(({ layer }) => layer),
    memories,
    bandwidth,
    peak: array.unitCount / array.cyclesPerOperation,
  };
}

/** What bounds a point: the lower of the two roofs there, in MAC per cycle. */
export function roofAt({ bandwidth, peak }: Roofline, intensity: number): number {
  return Math.min(peak, bandwidth * intensity);
}
