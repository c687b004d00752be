import type { Diagnostic, InfeasibleLayer } from '../base/diagnostic.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import { portSources } from '../model/accelerator/memory.ts';
import type { CostModelEvaluation, CumulativeCME } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import type { OperandUnrollings } from '../model/mapping/spatial-mapping.ts';
import type { UncostedOperator } from '../model/workload/uncosted-operators.ts';
import type { LanguageModelResults } from '../quantities/language-model/model-results.ts';
import { provenGap } from '../quantities/proven-gap.ts';
import type {
  AcceleratorDocument,
  InputFileDocument,
  LayerDocument,
  OtherOperatorDocument,
  ResultsDocument,
} from './document-schema.ts';
import { hardwareDocument } from './hardware/encode-hardware.ts';
import { partDigests } from './integrity.ts';
import { languageModelDocument } from './language-model/encode-language-model.ts';

/** Kept here as a value of its own, so that writing results does not load the schema. */
const RESULTS_VERSION: ResultsDocument['schemaVersion'] = 2;

/** What is known of a run when it is over. */
export interface RunResults {
  /** Program and version. */
  readonly generator: string;
  readonly created: Date;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<'workload' | 'accelerator' | 'mapping', InputFileDocument>>;
  readonly total: CumulativeCME;
  /** Of every layer, in the order they were processed. */
  readonly evaluations: readonly CostModelEvaluation[];
  readonly uncosted: readonly UncostedOperator[];
  readonly otherOperators?: readonly TrafficEvaluation[] | undefined;
  readonly infeasible: readonly InfeasibleLayer[];
  readonly warnings: readonly Diagnostic[];
  /** Of the whole language model, where the workload is one. */
  readonly languageModel?: LanguageModelResults | undefined;
}

/** Everything of a run as plain data (docs/outputs.md#resultsjson). */
export function encodeResults(run: RunResults): ResultsDocument {
  const document = encodeParts({ ...run, created: run.created.toISOString() });
  return { ...document, sha256: partDigests(document) };
}

/** The same without the digests of the parts. */
export function encodeParts(run: Omit<RunResults, 'created'> & { readonly created: string }): ResultsDocument {
  const { total, evaluations, otherOperators = [] } = run;
  const accelerators = [...new Set([...evaluations, ...otherOperators].map(({ accelerator }) => accelerator))];
  const [first] = evaluations;
  return {
    schemaVersion: RESULTS_VERSION,
    generator: run.generator,
    created: run.created,
    units: { energy: 'pJ', latency: 'cycles', tclk: 'ns', area: 'mm2', size: 'bits', bandwidth: 'bits per cycle' },
    options: { ...run.options },
    inputs: run.inputs,
    energy: total.energy,
    latency: total.latency,
    ...(first?.hardware === undefined ? {} : { tclk: first.tclk }),
    ...hardwareDocument(total, evaluations),
    ...languageModelDocument(run.languageModel),
    total: total.toJSON(),
    accelerators: accelerators.map(acceleratorDocument),
    layers: evaluations.map((evaluation) => layerDocument(evaluation, accelerators.indexOf(evaluation.accelerator))),
    uncosted: run.uncosted.map((operator) => ({ ...operator })),
    ...(otherOperators.length === 0
      ? {}
      : {
          otherOperators: otherOperators.map((evaluation) =>
            otherOperatorDocument(evaluation, accelerators.indexOf(evaluation.accelerator)),
          ),
        }),
    infeasible: run.infeasible.map(({ name, diagnostic }) => ({ name, diagnostic: { ...diagnostic } })),
    warnings: run.warnings.map((warning) => ({ ...warning })),
  };
}

function otherOperatorDocument(evaluation: TrafficEvaluation, accelerator: number): OtherOperatorDocument {
  const { operator, reads, writes, inputOperand, vectorCycles, energy, latency, memoryEnergy, macEnergy } = evaluation;
  const { id, name, operatorType, kind, fusedWith, vectorOperations } = operator;
  return {
    ...{ id, name, operatorType, kind },
    ...(fusedWith === undefined ? {} : { fusedWith }),
    ...{
      energy,
      latency,
      memoryEnergy,
      vectorEnergy: macEnergy,
      vectorCycles,
      vectorOperations,
      accelerator,
      inputOperand,
    },
    reads: reads.map((transfer) => ({ ...transfer })),
    writes: writes.map((transfer) => ({ ...transfer })),
  };
}

function acceleratorDocument({
  name,
  operationalArray,
  memoryHierarchy,
  vectorUnit,
  clockFrequencyMhz,
  ranges,
}: Accelerator): AcceleratorDocument {
  const { unitCount: _, cyclesPerOperation: __, ...array } = operationalArray;
  return {
    name,
    operationalArray: {
      dimensions: [...array.dimensions],
      unitEnergyPj: array.unitEnergyPj,
      ...(array.unitArea === undefined ? {} : { unitArea: array.unitArea }),
      ...(array.unitStaticPowerMw === undefined ? {} : { unitStaticPowerMw: array.unitStaticPowerMw }),
      ...(array.inMemoryComputing === undefined
        ? {}
        : {
            inMemoryComputing: {
              ...array.inMemoryComputing,
              inputPrecision: [...array.inMemoryComputing.inputPrecision],
            },
          }),
    },
    memories: memoryHierarchy.memories.map((memory) => ({
      name: memory.name,
      sizeBits: memory.sizeBits,
      readEnergyPj: memory.readEnergyPj,
      writeEnergyPj: memory.writeEnergyPj,
      ...(memory.area === undefined ? {} : { area: memory.area }),
      ...(memory.staticPowerMw === undefined ? {} : { staticPowerMw: memory.staticPowerMw }),
      latencyCycles: memory.latencyCycles,
      memoryType: memory.memoryType,
      autoCostExtraction: memory.autoCostExtraction,
      forceDoubleBuffering: memory.forceDoubleBuffering,
      operands: [...memory.operands],
      servedDimensions: [...memory.servedDimensions],
      ports: portSources(memory).map((port) => ({ ...port, allocation: [...port.allocation] })),
    })),
    ...(vectorUnit === undefined ? {} : { vectorUnit: { ...vectorUnit } }),
    ...(clockFrequencyMhz === undefined ? {} : { clockFrequencyMhz }),
    ...(ranges === undefined ? {} : { ranges: ranges.map((range) => ({ ...range, number: { ...range.number } })) }),
  };
}

function layerDocument(evaluation: CostModelEvaluation, accelerator: number): LayerDocument {
  const { layer, spatialMapping, temporalMapping, headline } = evaluation;
  return {
    id: layer.id,
    name: layer.name,
    operatorType: layer.operatorType,
    operationCount: layer.operationCount,
    energy: evaluation.energy,
    latency: evaluation.latency,
    figures: {
      macEnergy: headline.macEnergy,
      memoryEnergy: headline.memoryEnergy,
      energyTotal: headline.energyTotal,
      idealCycles: headline.idealCycles,
      idealTemporalCycles: headline.idealTemporalCycles,
      latencyTotal0: headline.latencyTotal0,
      latencyTotal1: headline.latencyTotal1,
      latencyTotal2: headline.latencyTotal2,
      onloadingCycles: headline.onloadingCycles,
      offloadingCycles: headline.offloadingCycles,
    },
    accelerator,
    definition: {
      equation: layer.equation,
      dimensions: [...layer.dimensions],
      relations: [...layer.relations],
      operands: layer.operands.map((operand) => ({ ...operand, indices: [...operand.indices] })),
      finalOutputPrecisionBits: layer.finalOutputPrecisionBits,
      operandPrecision: Object.fromEntries(layer.operandPrecision),
      constantOperands: [...layer.constantOperands],
      operandSources: Object.fromEntries(layer.operandSources),
      ...(layer.repeat === 1 ? {} : { repeat: layer.repeat }),
      mapping: {
        entryName: layer.mapping.entryName,
        spatialMapping: arrayUnrollings(layer.mapping.spatialMapping),
        spatialMappingHint: mapValues(layer.mapping.spatialMappingHint, (dimensions) => [...dimensions]),
        temporalOrdering: [...layer.mapping.temporalOrdering],
        memoryOperandLinks: Object.fromEntries(layer.mapping.memoryOperandLinks),
      },
    },
    spatialMapping: {
      source: arrayUnrollings(spatialMapping.source),
      fractional: mapValues(spatialMapping.fractional, levelUnrollings),
      integer: mapValues(spatialMapping.integer, levelUnrollings),
    },
    temporalMapping: {
      loops: [...temporalMapping.loops],
      boundaries: mapValues(temporalMapping.boundaries, (ends) => [...ends]),
    },
    accessSameDataConsideredAsNoAccess: evaluation.accessSameDataConsideredAsNoAccess,
    ...(evaluation.costModel === 'reference' ? {} : { costModel: evaluation.costModel }),
    times: evaluation.times,
    ...(evaluation.searchedShare === undefined ? {} : { searchedShare: evaluation.searchedShare }),
    ...provenDocument(evaluation),
    report: evaluation.toJSON(),
  };
}

function provenDocument(evaluation: CostModelEvaluation): Pick<LayerDocument, 'proven'> {
  const { proven } = evaluation;
  const found = provenGap(evaluation);
  if (proven === undefined || found === undefined) return {};
  const gap = Number.isFinite(found.gap) ? found.gap : null;
  // In the order of the schema: results that were read are written again without a difference.
  const { criterion, bound, spatialMappings, reservations } = proven;
  return { proven: { criterion, bound, gap, spatialMappings, reservations: [...reservations] } };
}

function arrayUnrollings(mapping: CostModelEvaluation['spatialMapping']['source']) {
  return mapping.map(({ arrayDimension, unrollings }) => ({ arrayDimension, unrollings: [...unrollings] }));
}

function levelUnrollings(levels: OperandUnrollings) {
  return levels.map((unrollings) => [...unrollings]);
}

function mapValues<T, U>(map: ReadonlyMap<string, T>, convert: (value: T) => U): Record<string, U> {
  return Object.fromEntries([...map].map(([key, value]) => [key, convert(value)]));
}
