import { quantityText } from '../../base/number-text.ts';
import type { Accelerator } from '../accelerator/accelerator.ts';
import type { PerDirection } from '../accelerator/data-direction.ts';
import type { MemoryOperand } from '../accelerator/memory.ts';
import { memoryLevelsOf } from '../accelerator/memory-hierarchy.ts';
import type { CostModelName } from '../cost-model.ts';
import { areaOf } from '../hardware/area.ts';
import { scaleBreakdown } from '../in-memory-computing/breakdown.ts';
import { type HardwareFigures, hardwareFigures } from '../in-memory-computing/hardware-figures.ts';
import {
  formatSpatialMapping,
  type MemoryLevelSpatialMapping,
  readableSpatialMapping,
} from '../mapping/spatial-mapping.ts';
import { formatOperandLoops, readableTemporalMapping, type TemporalMapping } from '../mapping/temporal-mapping.ts';
import { INSPECT } from '../readable.ts';
import type { Layer } from '../workload/layer.ts';
import { requiredBandwidth } from './bandwidth-query.ts';
import type { EvaluationDetails, PerLevel } from './evaluation-details.ts';
import {
  addDirections,
  type EvaluationFigures,
  type HeadlineFigures,
  type LevelFigures,
  NO_FIGURES,
  scaleFigures,
} from './evaluation-figures.ts';
import {
  completeReport,
  completeTotalReport,
  type EvaluationReport,
  type SimpleReport,
  type TotalReport,
  type Utilisation,
} from './evaluation-report.ts';
import { FigureSum, type Summand } from './figure-sum.ts';
import { type ProvenBound, scaledBound } from './proven-bound.ts';

/** What single evaluations and sums have in common. */
export abstract class CostFigures {
  /** Energies in pJ and cycles, without the lists by level. */
  abstract readonly headline: HeadlineFigures;

  /** Total energy in pJ. */
  get energy(): number {
    return this.energyTotal;
  }
  /** Total latency in cycles: computation, stalls, on- and off-loading. */
  get latency(): number {
    return this.latencyTotal2;
  }
  get energyTotal(): number {
    return this.headline.energyTotal;
  }
  get macEnergy(): number {
    return this.headline.macEnergy;
  }
  get memoryEnergy(): number {
    return this.headline.memoryEnergy;
  }
  get latencyTotal0(): number {
    return this.headline.latencyTotal0;
  }
  get latencyTotal1(): number {
    return this.headline.latencyTotal1;
  }
  get latencyTotal2(): number {
    return this.headline.latencyTotal2;
  }
  get idealCycles(): number {
    return this.headline.idealCycles;
  }
  get idealTemporalCycles(): number {
    return this.headline.idealTemporalCycles;
  }
  get onloadingCycles(): number {
    return this.headline.onloadingCycles;
  }
  get offloadingCycles(): number {
    return this.headline.offloadingCycles;
  }
  get utilisation(): Utilisation {
    const { idealCycles, idealTemporalCycles, latencyTotal0, latencyTotal1, latencyTotal2 } = this.headline;
    return {
      spatial: idealCycles / idealTemporalCycles,
      withStalls: idealCycles / latencyTotal0,
      withOnloading: idealCycles / latencyTotal1,
      withOffloading: idealCycles / latencyTotal2,
    };
  }

  /** The two figures of the simple report. */
  simpleReport(): SimpleReport {
    return { energy: this.energyTotal, latency: this.latencyTotal2 };
  }

  /** What `console.log` prints: energy and latency, rounded for readers. */
  toString(): string {
    return `${quantityText(this.energy, 'pJ')}, ${quantityText(this.latency, 'cycles')}`;
  }

  [INSPECT](): string {
    return this.toString();
  }
}

export interface CostModelEvaluationSource {
  readonly accelerator: Accelerator;
  readonly layer: Layer;
  readonly spatialMapping: MemoryLevelSpatialMapping;
  readonly temporalMapping: TemporalMapping;
  readonly headline: HeadlineFigures;
  /** The cost model's option of this name. */
  readonly accessSameDataConsideredAsNoAccess: boolean;
  /** The rules that the figures follow; `reference` when absent. */
  readonly costModel?: CostModelName | undefined;
  /** Number of such layers the figures are for; 1 when absent. */
  readonly times?: number;
  /** The evaluation of one such layer, where the figures are for several. */
  readonly once?: () => CostModelEvaluation;
  /** See `CostModelEvaluation`. */
  readonly searchedShare?: number | undefined;
  readonly proven?: ProvenBound | undefined;
  /** Computes every quantity; called at most once, when first asked for. */
  readonly details: () => EvaluationDetails;
  /** The same figures as in the details, where they are known without. */
  readonly levels?: () => LevelFigures;
}

/** The cost of one layer with one spatial and one temporal mapping on one accelerator (a "CME"). Immutable. */
export class CostModelEvaluation extends CostFigures {
  override readonly headline: HeadlineFigures;
  readonly accelerator: Accelerator;
  readonly layer: Layer;
  /** The spatial mapping evaluated, by array dimension and by memory level. */
  readonly spatialMapping: MemoryLevelSpatialMapping;
  /** The temporal mapping evaluated, before stationary loops are merged down. */
  readonly temporalMapping: TemporalMapping;
  /** Whether input words that stay the same in consecutive cycles counted as read once. */
  readonly accessSameDataConsideredAsNoAccess: boolean;
  /** The rules that energy and latency follow. */
  readonly costModel: CostModelName;
  /** Number of such layers the figures are for: 1 unless `scaled`; `repeat` of the layer in the results of a run. */
  readonly times: number;
  /** Share of the layer's mappings that were searched, from 0 to 1, if the search ended early; undefined otherwise. */
  readonly searchedShare: number | undefined;
  /** What is proven about the best mapping of the layer, for `times` such layers; undefined where nothing was asked. */
  readonly proven: ProvenBound | undefined;
  private readonly source: CostModelEvaluationSource;
  private knownDetails: EvaluationDetails | undefined;
  private knownLevels: LevelFigures | undefined;
  private knownHardware: HardwareFigures | undefined;

  constructor(source: CostModelEvaluationSource) {
    super();
    this.source = source;
    this.headline = source.headline;
    this.accelerator = source.accelerator;
    this.layer = source.layer;
    this.spatialMapping = readableSpatialMapping(source.spatialMapping);
    this.temporalMapping = readableTemporalMapping(source.temporalMapping);
    this.accessSameDataConsideredAsNoAccess = source.accessSameDataConsideredAsNoAccess;
    this.costModel = source.costModel ?? 'reference';
    this.times = source.times ?? 1;
    this.searchedShare = source.searchedShare;
    this.proven = source.proven;
  }

  /** The evaluation of one such layer: its figures before they were multiplied. */
  get once(): CostModelEvaluation {
    return this.source.once?.() ?? this;
  }

  /** Every quantity of the cost model. Computed when first asked for. */
  get details(): EvaluationDetails {
    this.knownDetails ??= this.source.details();
    return this.knownDetails;
  }

  /** The figures by memory level, as in the details. These take a fraction of the time of all details. */
  get levels(): LevelFigures {
    this.knownLevels ??= this.source.levels?.() ?? levelsOf(this.details);
    return this.knownLevels;
  }

  /**
   * Clock period, area and peak figures of an in-memory-computing array and the memories this layer uses; undefined for ordinary
   * arrays. Computed when first asked for.
   */
  get hardware(): HardwareFigures | undefined {
    this.knownHardware ??= hardwareFigures(this.accelerator, this.costModel);
    return this.knownHardware;
  }

  /** Clock period in ns; in-memory-computing arrays only. */
  get tclk(): number | undefined {
    return this.hardware?.clockPeriod.totalNs;
  }

  /** Area of array and memories in mm²; undefined when the area of a part is unknown. */
  get area(): number | undefined {
    return areaOf(this.accelerator, this.costModel).totalMm2;
  }

  override simpleReport(): SimpleReport {
    const { hardware } = this;
    if (hardware === undefined) return super.simpleReport();
    const { clockPeriod, area } = hardware;
    return { ...super.simpleReport(), 'tclk (ns)': clockPeriod.totalNs, area: area.totalMm2 };
  }

  /** The memory of every level, by operand. */
  private get memoryNames(): PerLevel<string> {
    const { memoryHierarchy } = this.accelerator;
    return Object.fromEntries(
      [...this.layer.mapping.memoryOperandLinks].map(([operand, memoryOperand]) => [
        operand,
        memoryLevelsOf(memoryHierarchy, memoryOperand).map(({ name }) => name),
      ]),
    );
  }

  get figures(): EvaluationFigures {
    const { energyPerLevel, energyPerDirection, wordAccesses } = this.levels;
    const figures = { ...this.headline, energyPerLevel, energyPerDirection, wordAccesses };
    return this.costModel === 'reference' ? figures : { ...figures, memoryNames: this.memoryNames };
  }

  /**
   * Bandwidth in bits per cycle that the mapping asks of a memory, in every direction: for one operand, or summed over all the
   * memory's operands.
   * @throws Error when the accelerator has no such memory.
   */
  requiredBandwidth(memoryName: string, memoryOperand?: MemoryOperand, scale = 1): PerDirection<number> {
    const { memories } = this.accelerator.memoryHierarchy;
    const memory = memories.find(({ name }) => name === memoryName);
    if (memory === undefined) {
      throw new Error(
        `there is no memory "${memoryName}"; the memories are ${memories.map(({ name }) => name).join(', ')}`,
      );
    }
    const { cyclesPerOperation } = this.accelerator.operationalArray;
    const operands = memoryOperand === undefined ? memory.operands : [memoryOperand];
    return operands
      .map((operand) => requiredBandwidth(this.details, this.layer, memory, operand, cyclesPerOperation, scale))
      .reduce(addDirections);
  }

  /** The same evaluation as the best one of a search that ended early. @param share of the mappings that were searched. */
  partlySearched(share: number): CostModelEvaluation {
    return new CostModelEvaluation({ ...this.source, details: () => this.details, searchedShare: share });
  }

  /** The same evaluation with what is proven about the best mapping of its layer. */
  withProof(proven: ProvenBound): CostModelEvaluation {
    return new CostModelEvaluation({ ...this.source, details: () => this.details, proven });
  }

  /** The cost of `times` such layers: energies, accesses and cycles multiply, mappings stay. */
  scaled(times: number): CostModelEvaluation {
    const scaled = scaleFigures(this.figures, times);
    const { energyPerLevel, energyPerDirection, wordAccesses, ...headline } = scaled;
    return new CostModelEvaluation({
      ...this.source,
      headline,
      times: this.times * times,
      once: () => this.once,
      proven: this.proven && scaledBound(this.proven, times),
      levels: () => ({ ...this.levels, energyPerLevel, energyPerDirection, wordAccesses }),
      details: () => ({
        ...this.details,
        energy: {
          total: scaled.energyTotal,
          mac: scaled.macEnergy,
          ...(this.details.energy.macParts && { macParts: scaleBreakdown(this.details.energy.macParts, times) }),
          memory: scaled.memoryEnergy,
          perLevel: energyPerLevel,
          perDirection: energyPerDirection,
        },
        latency: {
          ...this.details.latency,
          total0: scaled.latencyTotal0,
          total1: scaled.latencyTotal1,
          total2: scaled.latencyTotal2,
          idealCycle: scaled.idealCycles,
          idealTemporalCycle: scaled.idealTemporalCycles,
          onloading: scaled.onloadingCycles,
          offloading: scaled.offloadingCycles,
        },
        wordAccesses,
      }),
    });
  }

  /**
   * Layer, accelerator, energy and latency; the spatial mapping; and, for every operand, the temporal loops by memory level, innermost
   * first, after stationary loops are merged down as in reports.
   */
  override toString(): string {
    const { layer, accelerator, spatialMapping, details, times } = this;
    const merged = Object.entries(details.temporalMappingStationary).map(
      ([operand, levels]) =>
        [operand, levels.map((loops) => loops.map(([dimension, size]) => ({ dimension, size })))] as const,
    );
    const subject = `${times === 1 ? '' : `${times} × `}${layer.name} on ${accelerator.name}`;
    const mapping = `spatial ${formatSpatialMapping(spatialMapping.source)}\n${formatOperandLoops(merged)}`;
    return `${subject}: ${super.toString()}\n${mapping}`.replaceAll('\n', '\n  ');
  }

  /** The complete report (docs/outputs.md). */
  toJSON(): EvaluationReport {
    return completeReport(this);
  }
}

function levelsOf({ energy, wordAccesses, memoryUtilization }: EvaluationDetails): LevelFigures {
  return {
    energyPerLevel: energy.perLevel,
    energyPerDirection: energy.perDirection,
    wordAccesses,
    sharedUtilization: memoryUtilization.shared,
  };
}

/** Costs of another kind that a sum can have: figures on an accelerator, and the ids of what they are for. */
export interface AddedCosts extends Summand {
  readonly accelerator: Accelerator | undefined;
  readonly layerIds: readonly number[];
}

/** The sum of several evaluations, e.g. of all layers of a network. Immutable: `plus` makes a new one. */
export class CumulativeCME extends CostFigures {
  /** Undefined while nothing has been added. */
  readonly accelerator: Accelerator | undefined;
  /** Ids of the layers summed, in order of addition. */
  readonly layerIds: readonly number[];
  private readonly sum: FigureSum;

  constructor(
    figures: EvaluationFigures | FigureSum = NO_FIGURES,
    accelerator: Accelerator | undefined = undefined,
    layerIds: readonly number[] = [],
  ) {
    super();
    this.sum = figures instanceof FigureSum ? figures : FigureSum.of(figures);
    this.accelerator = accelerator;
    this.layerIds = layerIds;
  }

  override get headline(): HeadlineFigures {
    return this.sum.headline;
  }

  /** The headline and the lists by level. These are added when first asked for, from the details of every layer. */
  get figures(): EvaluationFigures {
    return this.sum.figures;
  }

  /**
   * The new sum holds what was added until its `figures` are read.
   * @throws Error when the accelerators are unrelated.
   */
  plus(other: CostModelEvaluation | CumulativeCME | AddedCosts): CumulativeCME {
    const ids = 'layer' in other ? [other.layer.id] : other.layerIds;
    return new CumulativeCME(this.sum.plus(other), commonAccelerator(this.accelerator, other.accelerator), [
      ...this.layerIds,
      ...ids,
    ]);
  }

  scaled(times: number): CumulativeCME {
    return new CumulativeCME(scaleFigures(this.figures, times), this.accelerator, this.layerIds);
  }

  /** How many layers on which accelerator, energy and latency. */
  override toString(): string {
    const { length } = this.layerIds;
    const place = this.accelerator === undefined ? '' : ` on ${this.accelerator.name}`;
    return `sum of ${length} ${length === 1 ? 'layer' : 'layers'}${place}: ${super.toString()}`;
  }

  /** The complete report; what has no meaning for a sum is null (docs/outputs.md). */
  toJSON(): TotalReport {
    return completeTotalReport(this);
  }
}

/** The accelerator a sum belongs to: variants of one design extend its name, the shorter name is the design. */
function commonAccelerator(a: Accelerator | undefined, b: Accelerator | undefined): Accelerator | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (b.name.startsWith(a.name)) return a;
  if (a.name.startsWith(b.name)) return b;
  throw new Error(`cannot add results of different accelerators: "${a.name}" and "${b.name}"`);
}
