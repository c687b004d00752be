import { ConfigurationCheck } from './check-configurations.ts';
import type { CostedLayer } from './checked-cost-model.ts';
import { kindNest, merged } from './cost/merged-mapping.ts';
import type { DistinctCandidate } from './distinct-candidates.ts';
import type { CandidateDocument, ProblemDocument } from './document.ts';
import type { Closings } from './paths/closings.ts';
import { fits } from './paths/fits.ts';
import { checkPotentials } from './paths/potentials.ts';
import { type ProblemQuestion, TOLERANCE } from './question.ts';
import { notFinished, objectiveValue, PROVEN, refuted, type Verdict } from './verdict.ts';

/** Checks that no spatial mapping of the space has a mapping of a smaller value than that of the certificate. */
export function checkCandidates(
  question: ProblemQuestion,
  problem: Pick<ProblemDocument, 'value' | 'candidates'>,
  space: ReadonlyMap<string, DistinctCandidate>,
): Verdict {
  return new CandidateCheck(question, problem).check(space);
}

class CandidateCheck {
  private readonly question: ProblemQuestion;
  private readonly threshold: number;
  private readonly entries: ReadonlyMap<string, CandidateDocument>;

  constructor(question: ProblemQuestion, { value, candidates }: Pick<ProblemDocument, 'value' | 'candidates'>) {
    this.question = question;
    this.threshold = value * (1 - TOLERANCE);
    this.entries = new Map(candidates.map((entry) => [entry.spatialMapping, entry]));
  }

  check(space: ReadonlyMap<string, DistinctCandidate>): Verdict {
    for (const { unrolled, names } of space.values()) {
      const costed = unrolled.map();
      if (costed === undefined) continue;
      const { arrayEnergy, iterations } = costed.mapped;
      if (this.rulesOut(arrayEnergy, iterations) && this.rulesOut(arrayEnergy, costed.leastCycles)) continue;
      const verdict = this.checkCandidate(costed, names);
      if (verdict !== PROVEN) return verdict;
    }
    return PROVEN;
  }

  /** Whether no mapping that costs at least this much is better. */
  private rulesOut(energy: number, latency: number): boolean {
    return objectiveValue(this.question.objective, energy, latency) >= this.threshold;
  }

  private checkCandidate({ mapped, tabulate }: CostedLayer, names: readonly string[]): Verdict {
    const { objective } = this.question;
    const tabulated = tabulate();
    const { closings } = tabulated;
    // The temporal ordering may need loops that this spatial mapping doesn't leave.
    if (!closings.orders.exist) return PROVEN;
    if (mapped.iterations === 1) return this.checkSingle(closings, names[0]);
    const entry = names.map((name) => this.entries.get(name)).find((found) => found !== undefined);
    let leastEnergy = mapped.arrayEnergy;
    if (entry?.potentials !== undefined) {
      const energy = checkPotentials(closings, entry.potentials);
      if (typeof energy === 'string') return refuted(`${energy} (spatial mapping ${names[0]})`);
      if (objective !== 'latency' && this.rulesOut(energy, closings.tables.leastCycles)) return PROVEN;
      leastEnergy = energy;
    }
    // Where the loops take long enough, but loading may give cycles back, the bounds without any hint may do.
    const isLong = objective !== 'energy' && this.rulesOut(leastEnergy, mapped.iterations);
    if (entry?.configurations === undefined && !isLong) {
      return notFinished(
        entry?.potentials === undefined
          ? `nothing rules out the spatial mapping ${names[0]}`
          : `the potentials of the spatial mapping ${names[0]} prove no more than ${leastEnergy} pJ`,
      );
    }
    const verdict = new ConfigurationCheck(tabulated, objective, this.threshold, this.question.mostNodes).check(
      entry?.configurations,
    );
    return verdict.is === 'proven'
      ? verdict
      : { ...verdict, reason: `${verdict.reason} (spatial mapping ${names[0]})` };
  }

  /** All loops are unrolled: there is one mapping, but for where its levels end. */
  private checkSingle(closings: Closings, name: string): Verdict {
    const { tables } = closings;
    const boundaries = tables.mapped.operands.map(
      ({ name: operand, memories }) => [operand, memories.map(() => 0)] as const,
    );
    const nest = kindNest(tables, { loops: [], boundaries: new Map(boundaries) });
    if (typeof nest === 'string') throw new Error(nest);
    const { energy, latency } = tables.costOf(merged(tables, nest));
    const value = objectiveValue(this.question.objective, energy, latency);
    if (value >= this.threshold || !fits(closings, nest)) return PROVEN;
    return refuted(`the spatial mapping ${name} has a mapping of ${value}`);
  }
}
