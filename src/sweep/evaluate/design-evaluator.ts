import { type Diagnostic, InputError, MappingError } from '../../base/diagnostic.ts';
import type { DesignDescription } from '../../design-space/describe-design.ts';
import { ExpressionError } from '../../design-space/expression.ts';
import { evaluateNetwork } from '../../run/evaluate-network.ts';
import { checkOptions } from '../../run/options/check-options.ts';
import type { HardwarePerformanceOptions } from '../../run/options/options.ts';
import { isBetterLarge } from '../file/quantity-names.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';
import type { CostedPoint, DesignPoint, PointQuantities, RefusedPoint } from '../points/design-point.ts';
import { AnswerStore } from './answer-store.ts';
import { DesignInputReader, type DesignInputs } from './design-inputs.ts';
import { exceededLimits } from './limits.ts';
import { pointBounds } from './point-bounds.ts';
import { combinedQuantities, networkQuantities } from './point-quantities.ts';

/** Evaluates designs of one sweep, one after the other. What designs have in common is read and searched once. */
export class DesignEvaluator {
  readonly answers = new AnswerStore();
  private readonly sweep: OpenSweep;
  private readonly inputs: DesignInputReader;

  constructor(sweep: OpenSweep) {
    this.sweep = sweep;
    this.inputs = new DesignInputReader(sweep);
  }

  /**
   * What is found out about one design. A design that can't be is a result as well.
   * @throws when the signal stops the search.
   */
  async evaluate(index: number, signal?: AbortSignal): Promise<DesignPoint> {
    const settings = this.sweep.space.settingsAt(index);
    try {
      return await this.costed(index, this.sweep.describe(index), signal);
    } catch (error) {
      const reasons = reasonsOf(error);
      if (reasons === undefined) throw error;
      return { point: index, settings, status: 'refused', reasons };
    }
  }

  /** The inputs of a design as a run takes them. @throws InputError when they can't be. */
  inputsOf(index: number): DesignInputs {
    return this.inputs.read(this.sweep.describe(index));
  }

  /** Lower bounds of the quantities of a design; undefined where nothing is proven without a search. */
  boundsOf(index: number): PointQuantities | undefined {
    const { manifest, definition } = this.sweep;
    try {
      const weights = manifest.workloads.map(({ weight }) => weight);
      return pointBounds(this.inputsOf(index), weights, definition.combine);
    } catch (error) {
      // Its evaluation says why it can't be.
      if (reasonsOf(error) !== undefined) return undefined;
      throw error;
    }
  }

  private async costed(
    index: number,
    description: DesignDescription,
    signal: AbortSignal | undefined,
  ): Promise<CostedPoint | RefusedPoint> {
    const { manifest, definition } = this.sweep;
    const { settings } = description;
    const { accelerator, workloads, options } = this.inputs.read(description);
    const networks: { name: string; weight: number; quantities: PointQuantities }[] = [];
    for (const [place, workload] of workloads.entries()) {
      const { name = '', weight = 1, file = '' } = manifest.workloads[place] ?? {};
      const run = runOptions(options, file);
      const figures = await evaluateNetwork(workload, accelerator, run, { signal, store: this.answers });
      const [missing] = figures.infeasible;
      // Totals that lack a layer would look better than those of designs that have all.
      if (missing !== undefined) {
        return { point: index, settings, status: 'refused', reasons: [reasonOf(missing.diagnostic)] };
      }
      networks.push({ name, weight, quantities: networkQuantities(definition.quantities, figures, accelerator) });
    }
    const isMaximised = (name: string): boolean => {
      const objective = definition.objectives.find(({ quantity }) => quantity === name);
      return objective === undefined ? isBetterLarge(name) : objective.direction === 'maximise';
    };
    const quantities = combinedQuantities(definition.quantities, networks, definition.combine, isMaximised);
    const exceeds = exceededLimits(definition.limits, settings, quantities);
    return {
      point: index,
      settings,
      status: 'costed',
      quantities,
      ...(networks.length > 1
        ? { workloads: Object.fromEntries(networks.map((network) => [network.name, network.quantities])) }
        : {}),
      ...(exceeds.length > 0 ? { exceeds } : {}),
    };
  }
}

/** @throws InputError for options that contradict each other. */
function runOptions(options: Readonly<Record<string, unknown>>, workload: string): HardwarePerformanceOptions {
  const run: unknown = { ...options, workload, accelerator: '(of the design)', mapping: '(of the design)' };
  checkOptions(run);
  return run;
}

/** Why a design can't be; undefined for an error that is no fault of the design. */
function reasonsOf(error: unknown): RefusedPoint['reasons'] | undefined {
  if (error instanceof InputError) {
    return error.diagnostics.filter(({ severity }) => severity === 'error').map(reasonOf);
  }
  if (error instanceof MappingError) return [reasonOf(error.diagnostic)];
  if (error instanceof ExpressionError) return [{ code: 'ZZ7108', message: error.message }];
  return undefined;
}

function reasonOf({ code, message, hint }: Diagnostic): RefusedPoint['reasons'][number] {
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}
