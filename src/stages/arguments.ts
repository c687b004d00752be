import type { CompiledProblem } from '../engine/compiled-problem.ts';
import type { FileAccess } from '../io/file-access.ts';
import type { Accelerator } from '../model/accelerator.ts';
import type { Layer } from '../model/layer.ts';
import type { MemoryLevelSpatialMapping } from '../model/spatial-mapping.ts';
import type { TemporalMapping } from '../model/temporal-mapping.ts';
import type { Workload } from '../model/workload.ts';
import type { TemporalMappingType } from '../search/allocate-loops.ts';
import type { DataLocality } from '../search/data-locality.ts';
import { flag, type Kind, kind, maybe, type OptionKind, oneOf, optional, positiveInteger, text } from './kind.ts';

/*
 * The arguments of the built-in stages: one declaration each, used by every stage that needs it. Names follow the reference's
 * (snake_case → camelCase); `argument-names.ts` lists the older spellings that are accepted.
 */

/** A path, the name of a built-in example, parsed YAML content, or the bytes of an ONNX model. */
export type WorkloadInput = string | Uint8Array | readonly unknown[];
/** A path, the name of a built-in example, or parsed YAML content. */
export type MappingInput = string | readonly unknown[];
/** A path, the name of a built-in example, parsed YAML content, or an accelerator already built. */
export type AcceleratorInput = string | Readonly<Record<string, unknown>> | Accelerator;

export const workloadInput: Kind<WorkloadInput> = kind(
  'path, example name, list of layers or ONNX bytes',
  (value): value is WorkloadInput => typeof value === 'string' || value instanceof Uint8Array || Array.isArray(value),
);

export const mappingInput: Kind<MappingInput> = kind(
  'path, example name or list of mapping entries',
  (value): value is MappingInput => typeof value === 'string' || Array.isArray(value),
);

export const acceleratorInput: Kind<AcceleratorInput> = kind(
  'path, example name or accelerator description',
  (value): value is AcceleratorInput => typeof value === 'string' || isRecord(value),
);

export const workload: Kind<Workload> = kind(
  'Workload',
  (value): value is Workload => isRecord(value) && 'nodes' in value && 'layers' in value,
);

/** Called with the network once it has been read. */
export const onWorkload: OptionKind<((network: Workload) => void) | undefined> = maybe(
  kind('function', (value): value is (network: Workload) => void => typeof value === 'function'),
);

export const accelerator: Kind<Accelerator> = kind('Accelerator', isAccelerator);

export const layer: Kind<Layer> = kind(
  'Layer',
  (value): value is Layer => isRecord(value) && 'operationCount' in value && 'operands' in value,
);

export const spatialMapping: Kind<MemoryLevelSpatialMapping> = kind(
  'SpatialMapping',
  (value): value is MemoryLevelSpatialMapping => isRecord(value) && 'fractional' in value && 'integer' in value,
);

export const temporalMapping: Kind<TemporalMapping> = kind(
  'TemporalMapping',
  (value): value is TemporalMapping => isRecord(value) && 'loops' in value && 'boundaries' in value,
);

/** Files the run may touch; the platform's own when not given. */
export const files: OptionKind<FileAccess | undefined> = maybe(
  kind('file access', (value): value is FileAccess => isRecord(value) && 'writeText' in value),
);

/** Folder for result files. */
export const dumpFolder: Kind<string> = text;

/** Most loops that LOMA permutes; null for no limit. */
export const lomaLpfLimit: OptionKind<number | null> = optional(
  kind('positive integer or null', (value): value is number | null => value === null || positiveInteger.is(value)),
  null,
);

export const temporalMappingType: OptionKind<TemporalMappingType> = optional(oneOf(['uneven', 'even']), 'uneven');

/** Spatial mappings to search per layer. */
export const nbMappingsGenerated: OptionKind<number> = optional(positiveInteger, 3);

/** Whether several loop dimensions may share an array dimension in generated mappings. */
export const enableMixSpatialMappingGeneration: OptionKind<boolean> = optional(flag, false);

/** Whether the run is about an in-memory-computing array; others are then refused. */
export const inMemoryCompute: OptionKind<boolean> = optional(flag, false);

/** Whether input words that stay the same in consecutive cycles are read only once. */
export const accessSameDataConsideredAsNoAccess: OptionKind<boolean> = optional(flag, true);

/** Whether a Minimal stage hands up all results it compared, as extra information. */
export const reduceMinimalKeepOthers: OptionKind<boolean> = optional(flag, false);

/** Whether the network's own input and output must come from, and go to, the top memory. */
export const workloadDataAlwaysFromTopMem: OptionKind<boolean> = optional(flag, false);

export const dataLocality: Kind<DataLocality> = kind(
  'DataLocality',
  (value): value is DataLocality => isRecord(value) && 'weight' in value && 'layers' in value,
);

/** The problem a temporal engine has compiled already; used when it belongs to the same accelerator, layer and mapping. */
export const compiledProblem: OptionKind<CompiledProblem | undefined> = maybe(
  kind('compiled problem', (value): value is CompiledProblem => isRecord(value) && 'levelSlotCount' in value),
);

export function isAccelerator(value: unknown): value is Accelerator {
  return isRecord(value) && 'memoryHierarchy' in value && 'operationalArray' in value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
