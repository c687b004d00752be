import {
  type CompiledOperand,
  type CompiledRelation,
  IRRELEVANT,
  PARTIALLY_RELEVANT,
  RELEVANT,
} from './compiled-problem.ts';

/**
 * Splits partially relevant loops into a relevant and an irrelevant part (docs/cost-model.md#decoupling).
 *
 * A loop over OX or FX both enlarges the input tile and reuses part of it. Following the footprint D of the loops met so far,
 * a loop of factor s contributes D'/D to the tile and (s·D)/D' to the reuse:
 *
 * ```text
 * IX = OX + FX     loop      footprint   relevant   irrelevant
 *                  FX 3          3          3           1
 *                  OX 2          4         4/3         1.5
 *                  OX 4         10         5/2         1.6
 * ```
 *
 * One object serves any number of walks; it allocates only when made.
 */
export class LoopDecoupler {
  /** Relevant part of the loops since `startLevel`. */
  relevant = 1;
  /** Irrelevant part of the loops since `startLevel`. */
  irrelevant = 1;
  /** Set when an irrelevant part above 1 was met since `startLevel`. */
  hasIrrelevance = false;
  private readonly operand: CompiledOperand;
  private readonly extentA: Float64Array;
  private readonly extentB: Float64Array;
  private readonly footprint: Float64Array;
  private readonly reuse: Float64Array;

  constructor(operand: CompiledOperand) {
    this.operand = operand;
    const count = operand.relations.length;
    this.extentA = new Float64Array(count);
    this.extentB = new Float64Array(count);
    this.footprint = new Float64Array(count);
    this.reuse = new Float64Array(count);
  }

  /** Begins a new walk from the innermost loop. */
  start(): void {
    this.extentA.fill(1);
    this.extentB.fill(1);
    this.footprint.fill(1);
    this.reuse.fill(1);
    this.startLevel();
  }

  /** Begins a level: its factors are multiplied among themselves first. */
  startLevel(): void {
    this.relevant = 1;
    this.irrelevant = 1;
    this.hasIrrelevance = false;
  }

  loop(dimension: number, factor: number): void {
    const relevance = this.operand.relevance[dimension];
    if (relevance === RELEVANT) {
      this.relevant *= factor;
    } else if (relevance === IRRELEVANT) {
      this.irrelevant *= factor;
      if (factor > 1) this.hasIrrelevance = true;
    } else if (relevance === PARTIALLY_RELEVANT) {
      this.partialLoop(dimension, factor);
    }
  }

  private partialLoop(dimension: number, factor: number): void {
    const index = this.operand.relationOf[dimension];
    if (index < 0) return;
    const relation = this.operand.relations[index];
    if (dimension === relation.dimensionA) this.extentA[index] *= factor;
    else this.extentB[index] *= factor;
    const a = this.extentA[index];
    const b = this.extentB[index];
    const footprint = relationFootprint(relation, a, b);
    const reuse = (a * b) / footprint;
    const irrelevant = reuse / this.reuse[index];
    this.relevant *= footprint / this.footprint[index];
    this.irrelevant *= irrelevant;
    if (irrelevant > 1) this.hasIrrelevance = true;
    this.footprint[index] = footprint;
    this.reuse[index] = reuse;
  }
}

/** Elements of the dependent dimension covered by an a × b tile: extents are truncated, the tensor's own size is the limit. */
export function relationFootprint(relation: CompiledRelation, extentA: number, extentB: number): number {
  const a = Math.trunc(extentA);
  const b = Math.trunc(extentB);
  const overlap = Math.max(0, b - relation.reducedA) * (a - relation.reducedB);
  return Math.min(relation.limit, a * b - overlap);
}
