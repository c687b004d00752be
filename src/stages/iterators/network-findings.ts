import type { Diagnostic } from '../../base/diagnostic.ts';
import { checkCompatibility } from '../../io/check-compatibility.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { evaluatedLayers } from '../../model/in-memory-computing/evaluated-layers.ts';
import type { Workload } from '../../model/workload/workload.ts';
import type { SpatialGeneratorOptions } from '../../search/spatial/generate-spatial-mappings.ts';
import { spatialMappingWarnings } from '../../search/spatial/spatial-mapping-warnings.ts';
import { inMemoryComputeProblems } from './in-memory-checks.ts';

export interface NetworkCheckOptions extends SpatialGeneratorOptions {
  readonly inMemoryCompute: boolean;
  /** Whether the spatial mappings come from the mapping file and the generator, rather than from the program. */
  readonly generatesSpatialMappings: boolean;
}

/**
 * What can be said about a network on an accelerator before any layer is searched: whether their parts go together, and what the
 * search makes of the mapping file. Runs and `zigzag validate` share it.
 */
export function networkFindings(
  workload: Workload,
  accelerator: Accelerator,
  options: NetworkCheckOptions,
): Diagnostic[] {
  const findings = [
    ...inMemoryComputeProblems(accelerator, options.inMemoryCompute),
    ...checkCompatibility(workload, accelerator),
  ];
  if (!options.generatesSpatialMappings || findings.some(({ severity }) => severity === 'error')) return findings;
  const layers = evaluatedLayers(workload.layers, accelerator.operationalArray);
  return [...findings, ...spatialMappingWarnings(layers, accelerator, options)];
}
