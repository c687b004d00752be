import { type Diagnostic, formatDiagnostic, InputError } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import { ExpressionError } from '../../design-space/expression.ts';
import { areaOf } from '../../model/hardware/index.ts';
import { uncostedOperators } from '../../model/in-memory-computing/evaluated-layers.ts';
import { uncostedNames } from '../../quantities/left-out.ts';
import { OPTION_ROWS } from '../../run/options/option-table.ts';
import { DesignInputReader, type DesignInputs } from '../evaluate/design-inputs.ts';
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
  const inputs = firstInputs(sweep);
  return {
    workloads: definition.workloads.map(({ input, weight }) => ({ name: input, weight })),
    combine: definition.combine,
    accelerator: definition.accelerator,
    mapping: definition.mapping,
    search: searchText(sweep),
    ...(isCorrected(sweep) ? { costModel: 'corrected' } : {}),
    area: inputs === undefined ? 'No design can be built.' : areaText(inputs),
    notes: [
      ...(inputs === undefined ? [] : freeOperators(sweep, inputs)),
      ...definition.quantities
        .filter((name) => known.size > 0 && !known.has(name))
        .map((name) => (name === 'area' ? 'No design has a known area.' : `No design has the quantity ${name}.`)),
    ],
    command,
  };
}

/** `best energy-delay product per layer, at most 6 loops, uneven`. */
function searchText(sweep: OpenSweep): string {
  const { options } = readRunOptions(sweep.definition.run);
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
    ...(isCorrected(sweep) ? ['corrected cost model'] : []),
  ];
  return parts.join(', ');
}

function isCorrected({ definition }: OpenSweep): boolean {
  return readRunOptions(definition.run).options.costModel === 'corrected';
}

/** Designs that are looked at for one that can be. */
const MOST_TRIED = 100;

/** The inputs of the first design that can be; undefined if none of the first hundred can. */
export function firstInputs(sweep: OpenSweep): DesignInputs | undefined {
  const reader = new DesignInputReader(sweep);
  for (let index = 0; index < Math.min(sweep.space.size, MOST_TRIED); index++) {
    try {
      return reader.read(sweep.describe(index));
    } catch (error) {
      if (!(error instanceof InputError) && !(error instanceof ExpressionError)) throw error;
    }
  }
  return undefined;
}

/** What is odd about these inputs, each once: several networks share the mapping and its warnings. */
export function firstWarnings(sweep: OpenSweep): readonly Diagnostic[] {
  const warnings = firstInputs(sweep)?.warnings ?? [];
  return [...new Map(warnings.map((warning) => [formatDiagnostic(warning), warning])).values()];
}

/** What areas include: the parts are the same in all designs. */
function areaText({ accelerator, options: { costModel } }: DesignInputs): string {
  const { parts, unknown } = areaOf(accelerator, costModel === 'corrected' ? costModel : 'reference');
  const free = parts.filter(({ perCopyMm2 }) => perCopyMm2 === 0).map(({ name }) => name);
  const estimated = accelerator.memoryHierarchy.memories
    .filter(({ autoCostExtraction }) => autoCostExtraction)
    .map(({ name }) => name);
  return [
    'Units and memories of the accelerator file.',
    ...(estimated.length === 0 ? [] : [`From the memory table: ${estimated.join(', ')}.`]),
    ...(free.length === 0 ? [] : [`0 by the file: ${free.join(', ')}.`]),
    ...(unknown.length === 0 ? [] : [`Unknown: ${unknown.join(', ')}.`]),
    'Wires and control are left out.',
  ].join(' ');
}

/** Operators that cost nothing in every design, by network. */
function freeOperators({ manifest }: OpenSweep, { accelerator, workloads, options }: DesignInputs): string[] {
  if (options.otherOperators === 'traffic') return [];
  return workloads.flatMap((workload, place) => {
    const free = uncostedOperators(workload, accelerator.operationalArray);
    const count = free.reduce((sum, operator) => sum + operator.count, 0);
    const name = manifest.workloads[place]?.name ?? '';
    if (count === 0) return [];
    return [
      `${countText(count, 'operator')} of ${name} without a cost model count as free: ${uncostedNames(free).join(', ')}.`,
    ];
  });
}
