/** Older and shorter spellings of argument names (Python spelling after the underscores are gone), and today's name. */
export interface ArgumentAliases {
  readonly acceleratorPath: 'accelerator';
  readonly workloadPath: 'workload';
  readonly onnxModelPath: 'workload';
  readonly onnxModel: 'workload';
  readonly mappingPath: 'mapping';
  readonly lpfLimit: 'lomaLpfLimit';
  readonly nbSpatialMappingsGenerated: 'nbMappingsGenerated';
  readonly enableMixSpatialMapping: 'enableMixSpatialMappingGeneration';
  readonly dumpFilenamePattern: 'filenamePattern';
  readonly pickleFilename: 'resultsFilename';
}

/** `loma_lpf_limit` → `lomaLpfLimit`, as `canonicalArgumentName` does. */
type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** The name under which an argument is known today. */
export type CanonicalName<Name> = Name extends string
  ? Camel<Name> extends keyof ArgumentAliases
    ? ArgumentAliases[Camel<Name>]
    : Camel<Name>
  : Name;

const ALIASES: ArgumentAliases = {
  acceleratorPath: 'accelerator',
  workloadPath: 'workload',
  onnxModelPath: 'workload',
  onnxModel: 'workload',
  mappingPath: 'mapping',
  lpfLimit: 'lomaLpfLimit',
  nbSpatialMappingsGenerated: 'nbMappingsGenerated',
  enableMixSpatialMapping: 'enableMixSpatialMappingGeneration',
  dumpFilenamePattern: 'filenamePattern',
  pickleFilename: 'resultsFilename',
};

const TODAYS_NAME: ReadonlyMap<string, string> = new Map(Object.entries(ALIASES));

/** The name under which an argument is known today: `loma_lpf_limit` and `lpfLimit` → `lomaLpfLimit`. */
export function canonicalArgumentName(name: string): string {
  const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return TODAYS_NAME.get(camel) ?? camel;
}
