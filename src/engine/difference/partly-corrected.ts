import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevelSpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { correctedRules } from '../cost/corrected/corrected-rules.ts';
import { LatencyRules } from '../cost/corrected/latency.ts';
import {
  BUSIEST_PORT,
  CHAIN_CYCLES,
  OFFLOADING_CYCLES,
  ONLOADING_CYCLES,
  STALL_CYCLES,
  TEMPORAL_CYCLES,
} from '../cost/evaluation-scratch.ts';
import { addUpLoading } from '../cost/loading.ts';
import { MappingEvaluator } from '../cost/mapping-evaluator.ts';
import { type CompileOptions, compileProblem } from '../problem/compile.ts';
import type { CompiledMapping } from '../problem/compiled-mapping.ts';
import type { CompiledProblem } from '../problem/compiled-problem.ts';
import type { CompiledTiles } from '../problem/compiled-tiles.ts';
import { lowerMapping } from '../problem/lift-mapping.ts';
import { CORRECTION_ORDER, firstCorrections, type IsCorrected } from './corrections.ts';
import { measureExactTiles } from './exact-tiles.ts';
import { measureReferenceTiles } from './reference-tiles.ts';
import { shortenLoads } from './shortened-loads.ts';
import type { Traffic } from './traffic.ts';

/** pJ and cycles of a layer. */
export interface LayerCosts {
  readonly energy: number;
  readonly latency: number;
}

/** A layer with one temporal mapping, and the spatial mapping as each model fits it. */
export interface BothModelsInput {
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly reference: MemoryLevelSpatialMapping;
  readonly corrected: MemoryLevelSpatialMapping;
  readonly temporalMapping: TemporalMapping;
  readonly options: Pick<CompileOptions, 'accessSameDataConsideredAsNoAccess'>;
}

/** What one mapping costs by both models, and by the models between them. */
export class BothModels {
  readonly reference: MappingEvaluator;
  readonly corrected: MappingEvaluator;
  private readonly nest: CompiledMapping;
  private readonly tiles: CompiledTiles;
  private readonly latencyRules: LatencyRules;

  /** @throws MappingError or InputError where one of the models refuses the layer. */
  constructor({ layer, accelerator, reference, corrected, temporalMapping, options }: BothModelsInput) {
    const before = compileProblem(layer, accelerator, reference, { ...options, costModel: 'reference' });
    const after = compileProblem(layer, accelerator, corrected, { ...options, costModel: 'corrected' });
    this.reference = new MappingEvaluator(before);
    this.nest = lowerMapping(before, temporalMapping);
    this.tiles = tilesOf(after, this.nest);
    this.corrected = new MappingEvaluator({ ...after, tiles: this.tiles });
    this.reference.evaluate(this.nest);
    this.corrected.evaluate(this.nest);
    const { sizes } = correctedRules(this.corrected.problem, this.tiles);
    this.latencyRules = new LatencyRules(this.corrected.problem, this.tiles, sizes);
  }

  /**
   * Costs after 0, 1, 2, … corrections in `CORRECTION_ORDER`. The first entry is the reference, the last one the corrected model, both by
   * their own evaluators.
   */
  path(): LayerCosts[] {
    const between = CORRECTION_ORDER.slice(1).map((_, index) => this.between(index + 1));
    return [costsOf(this.reference), ...between, costsOf(this.corrected)];
  }

  /** Costs with the first `count` corrections on. */
  between(count: number): LayerCosts {
    const isOn = firstCorrections(count);
    const traffic = isOn('C2')
      ? measureExactTiles(this.corrected, this.tiles, this.nest, isOn)
      : measureReferenceTiles(this.reference.problem, this.corrected, this.tiles, this.nest, isOn);
    return { energy: traffic.energy, latency: this.latency(traffic, isOn) };
  }

  private latency(traffic: Traffic, isOn: IsCorrected): number {
    const { results } = this.corrected.scratch;
    if (isOn('C27')) return this.corrected.latencyTotal2;
    if (isOn('C1')) return Math.max(results[CHAIN_CYCLES], results[BUSIEST_PORT]);
    const { problem, scratch } = traffic;
    shortenLoads(traffic, isOn('C13') ? this.corrected.scratch.loadingCycles : traffic.shortestCycles);
    addUpLoading(problem, scratch);
    const onloading = isOn('C7') ? this.latencyRules.fill(scratch) : scratch.results[ONLOADING_CYCLES];
    const computation = scratch.results[TEMPORAL_CYCLES] * problem.cyclesPerOperation;
    return computation + scratch.results[STALL_CYCLES] + onloading + scratch.results[OFFLOADING_CYCLES];
  }
}

function costsOf({ energyTotal, latencyTotal2 }: MappingEvaluator): LayerCosts {
  return { energy: energyTotal, latency: latencyTotal2 };
}

/** Loops of the reference may take more rounds than needed (quirks Q7 and Q8). Some tiles are then empty, so they must be counted. */
function tilesOf({ tiles, dimensionNames }: CompiledProblem, nest: CompiledMapping): CompiledTiles {
  if (tiles === undefined) throw new Error('the corrected model has tiles');
  const rounds = dimensionNames.map((_, dimension) => {
    let product = 1;
    for (let k = 0; k < nest.length; k++) if (nest.dimension[k] === dimension) product *= nest.size[k];
    return product;
  });
  const hasEmptyRounds = rounds.some((count, dimension) => count !== tiles.rounds[dimension]);
  return hasEmptyRounds ? { ...tiles, hasRemainder: true } : tiles;
}
