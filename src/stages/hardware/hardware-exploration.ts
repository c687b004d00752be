import type { Diagnostic } from '../../base/diagnostic.ts';
import type { StageResult } from '../../chain/stage.ts';
import type { ParameterSetting } from '../iterators/parameter-settings.ts';

/** One variant of the hardware and what came of it. */
export interface HardwareVariant {
  /** Its number, from 0, in the order the variants were tried. */
  readonly index: number;
  /** The fields that were set, outermost loop first. */
  readonly settings: readonly ParameterSetting[];
  /** The accelerator description, as in an accelerator file. */
  readonly description: unknown;
  /** Undefined when the variant cannot run. */
  readonly result: StageResult | undefined;
  /** Why the variant cannot run. */
  readonly failure: readonly Diagnostic[];
}

/** All that HardwareOptimizerStage found; the extra information of its result. */
export interface HardwareExploration {
  readonly best: HardwareVariant;
  readonly variants: readonly HardwareVariant[];
  /** Variants that no other beats in both energy and latency, by ascending energy. */
  readonly paretoFront: readonly HardwareVariant[];
}

/** `memories.l1.size = 64, operational_array.sizes[0] = 8`. */
export function formatSettings(settings: readonly ParameterSetting[]): string {
  return settings.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(', ');
}
