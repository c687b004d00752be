/** A capacity from which on the layers together need less traffic than with any smaller one. */
export interface NetworkCurvePoint {
  /** Bits of the memory below: the same for every layer. */
  readonly capacityBits: number;
  /** Bits read from and written to the memory, and pJ of this traffic: sums over all layers and their repetitions. */
  readonly trafficBits: number;
  readonly energyPj: number;
}

/** A curve: that of a layer, or of a network. */
export interface Curve {
  /** Ascending in capacity, descending in traffic. */
  readonly points: readonly NetworkCurvePoint[];
  readonly compulsoryBits: number;
}

/** The sum of the curves of layers that run one after the other, each with the whole capacity. */
export function networkCurve(layers: readonly (Curve & { readonly layer: { readonly repeat: number } })[]): Curve {
  const capacities = new Set(layers.flatMap(({ points }) => points.map(({ capacityBits }) => capacityBits)));
  const next = layers.map(() => 0);
  const points: NetworkCurvePoint[] = [];
  for (const capacityBits of [...capacities].toSorted((a, b) => a - b)) {
    let [trafficBits, energyPj] = [0, 0];
    for (const [index, { layer, points: own }] of layers.entries()) {
      let place = next[index] ?? 0;
      while ((own[place]?.capacityBits ?? Number.POSITIVE_INFINITY) <= capacityBits) place++;
      next[index] = place;
      const point = own[place - 1];
      trafficBits += point === undefined ? Number.POSITIVE_INFINITY : point.trafficBits * layer.repeat;
      energyPj += (point?.energyPj ?? 0) * layer.repeat;
    }
    // Too small for some layer.
    if (trafficBits < Number.POSITIVE_INFINITY) points.push({ capacityBits, trafficBits, energyPj });
  }
  const compulsoryBits = layers.reduce((sum, { layer, compulsoryBits: own }) => sum + own * layer.repeat, 0);
  return { points, compulsoryBits };
}

/** The point that holds at a capacity; undefined where nothing fits. */
export function pointAt<P extends { readonly capacityBits: number }>(
  { points }: { readonly points: readonly P[] },
  capacityBits: number,
): P | undefined {
  return points.findLast((point) => point.capacityBits <= capacityBits);
}

/** The least capacity with no more than so many times compulsory traffic. */
export function pointWithin<P extends NetworkCurvePoint>(
  { points, compulsoryBits }: { readonly points: readonly P[]; readonly compulsoryBits: number },
  times: number,
): P | undefined {
  return points.find(({ trafficBits }) => trafficBits <= times * compulsoryBits);
}

/**
 * The knees of a curve: its first point, then each time the point from which on traffic is half of the last knee's or less, and
 * the first with compulsory traffic.
 */
export function kneesOf<P extends NetworkCurvePoint>(curve: {
  readonly points: readonly P[];
  readonly compulsoryBits: number;
}): P[] {
  const end = endOf(curve);
  const knees: P[] = [];
  for (const point of curve.points) {
    if (end !== undefined && point.capacityBits > end.capacityBits) break;
    const last = knees.at(-1);
    if (last === undefined || point.trafficBits <= last.trafficBits / 2) knees.push(point);
  }
  if (end !== undefined && end !== knees.at(-1)) knees.push(end);
  return knees;
}

/** Whether a curve ends at compulsory traffic. An operand with nothing below the memory may keep the others from theirs. */
export function reachesCompulsory(curve: Curve): boolean {
  return pointWithin(curve, 1 + ROUNDING) !== undefined;
}

/** The least capacity with compulsory traffic, or with the least there is: what is gained above is rounding. */
export function endOf<P extends NetworkCurvePoint>(curve: {
  readonly points: readonly P[];
  readonly compulsoryBits: number;
}): P | undefined {
  return pointWithin(curve, 1 + ROUNDING) ?? curve.points.at(-1);
}

const ROUNDING = 1e-12;
