import { countText } from '../../base/number-text.ts';
import { areaOf } from '../../model/hardware/index.ts';
import { OPTION_ROWS } from '../../run/options/option-table.ts';
import { DesignInputReader } from '../evaluate/design-inputs.ts';
import { readRunOptions } from '../file/run-options.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';
import type { SweepInputs } from '../points/sweep-results.ts';

const CRITERION_TITLES: Readonly<Record<string, string>> = {
  energy: 'best energy',
  latency: 'best latency',
  EDP: 'best energy-delay product',
};

/**
 * What readers are told of the inputs of a sweep.
 * @param known quantities that some point has.
 */
export function sweepInputs(sweep: OpenSweep, command: string, known: ReadonlySet<string>): SweepInputs {
  const { definition } = sweep;
  return {
    workloads: definition.workloads.map(({ input, weight }) => ({ name: input, weight })),
    combine: definition.combine,
    accelerator: definition.accelerator,
    mapping: definition.mapping,
    search: searchText(sweep),
    area: areaText(sweep),
    notes: definition.quantities
      .filter((name) => known.size > 0 && !known.has(name))
      .map((name) => (name === 'area' ? 'No design has a known area.' : `No design has the quantity ${name}.`)),
    command,
  };
}

/** `best energy-delay product per layer, at most 6 loops, uneven`. */
function searchText({ definition }: OpenSweep): string {
  const { options } = readRunOptions(definition.run);
  const {
    opt = OPTION_ROWS.opt.fallback,
    temporalMappingSearchEngine: engine = OPTION_ROWS.temporalMappingSearchEngine.fallback,
    lpfLimit = OPTION_ROWS.lpfLimit.fallback,
    temporalMappingType: type = OPTION_ROWS.temporalMappingType.fallback,
    nbSpatialMappingsGenerated: mappings,
  } = options;
  const loops = lpfLimit === null ? 'all loops' : `at most ${String(lpfLimit)} loops`;
  const parts = [
    `${CRITERION_TITLES[String(opt)] ?? String(opt)} per layer`,
    engine === 'loma' ? loops : `engine ${String(engine)}`,
    String(type),
    ...(mappings === undefined ? [] : [countText(Number(mappings), 'spatial mapping')]),
  ];
  return parts.join(', ');
}

/** What areas include, by the first design that can be: the parts are the same in all. */
function areaText(sweep: OpenSweep): string {
  const reader = new DesignInputReader(sweep);
  for (let index = 0; index < Math.min(sweep.space.size, 100); index++) {
    try {
      const { accelerator } = reader.read(sweep.describe(index));
      const { parts, unknown } = areaOf(accelerator);
      const free = parts.filter(({ perCopyMm2 }) => perCopyMm2 === 0).map(({ name }) => name);
      const estimated = accelerator.memoryHierarchy.memories
        .filter(({ autoCostExtraction }) => autoCostExtraction)
        .map(({ name }) => name);
      return [
        `Units and memories of the accelerator file.`,
        ...(estimated.length === 0 ? [] : [`From the memory table: ${estimated.join(', ')}.`]),
        ...(free.length === 0 ? [] : [`0 by the file: ${free.join(', ')}.`]),
        ...(unknown.length === 0 ? [] : [`Unknown: ${unknown.join(', ')}.`]),
        'Wires and control are left out.',
      ].join(' ');
    } catch {
      // A design that can't be tells nothing.
    }
  }
  return 'No design can be built.';
}
