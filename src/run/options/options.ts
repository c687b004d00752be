import type { OptionValues } from './option-table.ts';

/*
 * Made from option-table.ts by `npm run options`. Editors show the comments of an interface, but not those of a type that the
 * compiler derives.
 */

/** Options of a run over a whole network (docs/options.md). */
export interface HardwarePerformanceOptions {
  /**
   * The network. A path (`.onnx`, `.yaml`, `.yml`, `.json`), the name of a built-in example, a list of layer records, or the
   * bytes of an ONNX model.
   */
  readonly workload: OptionValues['workload'];
  /** The accelerator. A path, the name of a built-in example, or the parsed content of an accelerator file. */
  readonly accelerator: OptionValues['accelerator'];
  /** What mappings must respect. A path, the name of a built-in example, or the parsed content of a mapping file. */
  readonly mapping: OptionValues['mapping'];
  /** Sizes of the symbolic dimensions of an ONNX model. By name, e.g. `{ batch: 1 }`. */
  readonly dimensionValues?: OptionValues['dimensionValues'] | undefined;
  /** Shapes of the inputs of an ONNX model. By name, e.g. `{ x: [1, 3, 224, 224] }`. They count before those of the file. */
  readonly inputShapes?: OptionValues['inputShapes'] | undefined;
  /**
   * Where the bits of the operands of an ONNX model come from. `default`: 8 bits, and 16 for partial sums. `file`: types and
   * quantisation of the file. Left out: as `default`, with a warning where the file says otherwise.
   */
  readonly precision?: OptionValues['precision'] | undefined;
  /**
   * Leave out nodes of an ONNX model that cannot be read. Each cause is a warning then, and the nodes are listed as operators
   * without cost. Default `false`.
   */
  readonly skipUnreadable?: OptionValues['skipUnreadable'] | undefined;
  /** What to minimise. Default `latency`. */
  readonly opt?: OptionValues['opt'] | undefined;
  /**
   * Share of the best cost within which the other cost decides. Among mappings within the tolerance of the best latency, the one
   * of the least energy is taken; of the best energy, the least latency; of the best EDP, the least energy. A share in the
   * library (0.01), a percentage in the command (`1%`). Default `0`.
   */
  readonly tolerance?: OptionValues['tolerance'] | undefined;
  /**
   * The search for mappings. `loma` and `salsa` search like ZigZag 3.8.5. `exact` searches all mappings until the best is
   * proven, `best` for 10 s or the time limit. Default `loma`.
   */
  readonly temporalMappingSearchEngine?: OptionValues['temporalMappingSearchEngine'] | undefined;
  /** Most loops that LOMA permutes. `null` (`none` in the command) for no limit. Default `6`. */
  readonly lpfLimit?: OptionValues['lpfLimit'] | undefined;
  /** Whether operands may be cut into memory levels at different loops. Default `uneven`. */
  readonly temporalMappingType?: OptionValues['temporalMappingType'] | undefined;
  /** Spatial mappings to search per layer. The engines `exact` and `best` search all, unless it is given. Default `3`. */
  readonly nbSpatialMappingsGenerated?: OptionValues['nbSpatialMappingsGenerated'] | undefined;
  /** Share by which the answer may miss the optimum. Default `0`. */
  readonly gap?: OptionValues['gap'] | undefined;
  /**
   * Prove how far the results are from the best of all mappings. Takes 10 s, or the time limit. The engines `exact` and `best`
   * always do. Default `false`.
   */
  readonly bounds?: OptionValues['bounds'] | undefined;
  /**
   * Write a certificate that proves the results, for `zigzag certify`. It is `certificate.json` in the folder, which must be
   * given. Default `false`.
   */
  readonly certificate?: OptionValues['certificate'] | undefined;
  /** Steps of every SALSA chain. Default `1000`. */
  readonly salsaIterationNumber?: OptionValues['salsaIterationNumber'] | undefined;
  /** Relative deterioration that SALSA first accepts with probability 1/e. Default `0.05`. */
  readonly salsaStartTemperature?: OptionValues['salsaStartTemperature'] | undefined;
  /** What SALSA minimises. Default `opt`. */
  readonly salsaOptCriterion?: OptionValues['salsaOptCriterion'] | undefined;
  /** Worker threads for SALSA. They do not change the result. Default `1`. */
  readonly salsaNumberOfCore?: OptionValues['salsaNumberOfCore'] | undefined;
  /** Independent SALSA chains, of which the best counts. Default `4`. */
  readonly salsaNumberOfChains?: OptionValues['salsaNumberOfChains'] | undefined;
  /** Seed of the random numbers of SALSA. The same seed gives the same result. Default `0`. */
  readonly salsaSeed?: OptionValues['salsaSeed'] | undefined;
  /** For in-memory-computing arrays: mixed spatial mappings and data locality. Other arrays are refused. Default `false`. */
  readonly inMemoryCompute?: OptionValues['inMemoryCompute'] | undefined;
  /** Keep data in the lowest memory that is large enough, also between layers. Default `false`. */
  readonly exploitDataLocality?: OptionValues['exploitDataLocality'] | undefined;
  /**
   * Generate mappings with several loops on one array dimension. Exploits data locality too, as the reference does. Default
   * `false`.
   */
  readonly enableMixSpatialMapping?: OptionValues['enableMixSpatialMapping'] | undefined;
  /** Estimate memory costs as ZigZag 3.8.5 does, mistakes included. Default `false`. */
  readonly memoryCostParity?: OptionValues['memoryCostParity'] | undefined;
  /**
   * Rules of energy and latency. `reference` gives the figures of ZigZag 3.8.5. `corrected` counts exactly and never falls below
   * what ports and arithmetic need ([rules](cost-model-corrected.md)). Default `reference`.
   */
  readonly costModel?: OptionValues['costModel'] | undefined;
  /**
   * Whether operators without multiply-accumulates cost their memory traffic. Element-wise operators, pooling, normalisation,
   * softmax and data movement. `none` counts them as free, like ZigZag. Default `none`.
   */
  readonly otherOperators?: OptionValues['otherOperators'] | undefined;
  /**
   * Threads that search at the same time. `auto` for as many as the machine has processors. They start when a run takes long
   * enough for them to pay, and change no result. Default `1`.
   */
  readonly workers?: OptionValues['workers'] | undefined;
  /**
   * Seconds after which searches end with the best mapping so far. Layers that are not fully searched are marked. Results then
   * depend on the speed of the machine. A limit that is not reached changes nothing.
   */
  readonly timeLimit?: OptionValues['timeLimit'] | undefined;
  /** Folder for result files. Without it, no file is written but that of `saveMapping`. */
  readonly dumpFolder?: OptionValues['dumpFolder'] | undefined;
  /**
   * Go on with an interrupted run: take from the folder what is found already. The results are the same to the last bit. Default
   * `false`.
   */
  readonly resume?: OptionValues['resume'] | undefined;
  /**
   * File for the mappings that are found, as a mapping file. A run with this file as its mapping gives the same figures again,
   * without a search.
   */
  readonly saveMapping?: OptionValues['saveMapping'] | undefined;
  /** Python pickle of all layers' reports. By default `list_of_cmes.pickle` in the folder. */
  readonly resultsFilename?: OptionValues['resultsFilename'] | undefined;
  /** Receives how far the run is. */
  readonly onProgress?: OptionValues['onProgress'] | undefined;
  /** Receives warnings as they are found. They are in the result too. */
  readonly onWarning?: OptionValues['onWarning'] | undefined;
  /** Stops the run when aborted. */
  readonly signal?: OptionValues['signal'] | undefined;
  /**
   * Ends all searches with the best mapping so far when aborted. The run then goes on to its end, like one whose time limit is
   * over.
   */
  readonly stopSearches?: OptionValues['stopSearches'] | undefined;
  /** Where files are read and written. By default the files of the platform. */
  readonly files?: OptionValues['files'] | undefined;
}
