import { VERSION } from '../../base/version.ts';
import { sweptQuantity } from '../file/quantity-names.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';
import type { DesignPoint } from '../points/design-point.ts';
import type { SweepSummary, SweptQuantity } from '../points/sweep-results.ts';
import { plannedDesigns } from '../run/planned-designs.ts';
import { strategyContext } from '../run/strategy-context.ts';
import { FrontKeeper } from '../strategies/front.ts';
import { sweepInputs } from './sweep-inputs.ts';

/** Gathers what `sweep.json` says of a sweep while its points pass by, in any order. It keeps the front alone, so that millions may pass. */
export class SummaryMaker {
  private readonly sweep: OpenSweep;
  private readonly front: FrontKeeper;
  private readonly counts = { costed: 0, refused: 0, skipped: 0 };
  /** Quantities that some point has. */
  private readonly known = new Set<string>();

  constructor(sweep: OpenSweep) {
    this.sweep = sweep;
    this.front = new FrontKeeper(strategyContext(sweep));
  }

  add(point: DesignPoint): void {
    this.counts[point.status]++;
    this.front.add(point);
    if (point.status !== 'costed') return;
    for (const name of this.sweep.definition.quantities) {
      if (point.quantities[name] !== null) this.known.add(name);
    }
  }

  /** @param command that gives the same figures again. */
  summary(command: string): SweepSummary {
    const { definition, manifest, rules } = this.sweep;
    const { costed, refused, skipped } = this.counts;
    const looked = costed + refused + skipped;
    return {
      schemaVersion: 1,
      name:
        definition.name ??
        `${definition.parameters.map(({ title }) => title).join(' × ')} of ${definition.accelerator}`,
      version: VERSION,
      sweep: manifest.sweep,
      strategy: definition.strategy.kind,
      parameters: rules.parameters.map(({ name, title, unit, values }) => ({ name, title, unit, values })),
      objectives: definition.objectives,
      hasObjectives: definition.hasObjectives,
      limits: definition.limits.map(({ text }) => text),
      quantities: this.quantities(),
      counts: { planned: Math.max(looked, plannedDesigns(this.sweep)), costed, refused, skipped },
      front: this.front.front,
      best: this.front.best,
      inputs: sweepInputs(this.sweep, command, this.known),
    };
  }

  private quantities(): SweptQuantity[] {
    return this.sweep.definition.quantities.flatMap((name) => sweptQuantity(name) ?? []);
  }
}
