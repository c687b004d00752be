import type { Diagnostic, InfeasibleLayer, MappingError } from '../base/diagnostic.ts';
import type { CostModelEvaluation, CumulativeCME } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import type { UncostedOperator } from '../model/workload/uncosted-operators.ts';
import type { LanguageModelResults } from '../quantities/language-model/model-results.ts';

/** What a run over a network gives. */
export interface HardwarePerformance {
  /** Total energy in pJ. */
  readonly energy: number;
  /** Total latency in cycles, layers one after the other, on- and off-loading included. */
  readonly latency: number;
  readonly total: CumulativeCME;
  /** Clock period in ns; in-memory-computing arrays only. */
  readonly tclk?: number | undefined;
  /** Area in mm² of array and memories; undefined when the area of a part is unknown. Of in-memory-computing arrays with the memories of the first layer. */
  readonly area?: number | undefined;
  /** Best evaluation of every layer, in the order the layers were processed. */
  readonly evaluations: readonly CostModelEvaluation[];
  /** Operators of the network that have no cost model and count as free. */
  readonly uncosted: readonly UncostedOperator[];
  /** Costs of the operators without multiply-accumulates, which the totals include; empty unless `otherOperators` asks for them. */
  readonly otherOperators: readonly TrafficEvaluation[];
  /** Layers that have no mapping on the accelerator; totals are those of the others. */
  readonly infeasible: readonly InfeasibleLayer[];
  /**
   * Time and energy per token, and whether memories hold the model; undefined where the workload is no language model by name or
   * configuration.
   */
  readonly languageModel?: LanguageModelResults | undefined;
  /** What the run found odd; `formatDiagnostic` writes one as text. One of them names the layers that are left out (ZZ6026). */
  readonly warnings: readonly Diagnostic[];
}

/** A run that has come to its end, which may be that no layer fits: its totals are 0 then, and `failure` says why. */
export interface PerformanceOrFailure {
  /** Start of the run. */
  readonly created: Date;
  readonly performance: HardwarePerformance;
  readonly failure?: MappingError | undefined;
}
