import { type Diagnostic, InputError, MappingError } from '../../base/diagnostic.ts';
import { exactText } from '../../base/number-text.ts';
import { readMapping } from '../../io/mapping/read-mapping.ts';
import { isEntryName, unwritablePart, type WrittenEntry, writeMapping } from '../../io/mapping/write-mapping.ts';
import { parseYaml } from '../../io/text/yaml.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { MappingConstraints } from '../../model/mapping/mapping-constraints.ts';
import type { TemporalMappingType } from '../../model/mapping/temporal-mapping.ts';
import type { ResultsDocument } from '../../results/index.ts';
import { constraintsOf, evaluateUnder, haveSameMapping } from '../../search/found-mapping/found-mapping.ts';
import { repeatingCommand } from './repeating-command.ts';

/** A mapping file that repeats a run, and the layers for which it can't. */
export interface SavedMapping {
  readonly text: string;
  readonly warnings: readonly Diagnostic[];
}

/** What is needed of a run to save its mapping. */
export type RunOfMapping = Pick<ResultsDocument, 'generator' | 'inputs' | 'options' | 'infeasible'>;

/**
 * The mappings of a run as a mapping file (docs/outputs.md#mapping-files-of-a-run). Every layer is tried: where its entry doesn't
 * give the mapping again, a warning and a comment in the file say so.
 * @param evaluations all layers of the run.
 * @param chosen the layer to write; without it, all.
 */
export function savedMapping(
  run: RunOfMapping,
  evaluations: readonly CostModelEvaluation[],
  chosen?: CostModelEvaluation,
): SavedMapping {
  const type = run.options.temporalMappingType === 'even' ? 'even' : 'uneven';
  const groups = [...byName(evaluations)].filter(([name]) => chosen === undefined || name === chosen.layer.name);
  const nameless = groups.filter(([name]) => !isEntryName(name));
  const found = groups.filter(([name]) => isEntryName(name)).map(([, layers]) => entryOf(layers, type));
  const names = new Set(found.map(({ constraints }) => constraints.entryName));
  const others = otherEntries(run, names);
  const displaced = displacedLayers(evaluations, names, others);
  const warnings = [
    ...nameless.map(([name]) => leftWarning(name, 'an entry cannot have its name')),
    ...found.flatMap((entry) => entry.warnings),
  ];
  return { text: writeMapping(header(run, found, warnings), [...found, ...displaced, ...others]), warnings };
}

/** The entries of the run's own mapping file, which serve the layers that have no entry here. */
function otherEntries({ inputs }: RunOfMapping, names: ReadonlySet<string>): WrittenEntry[] {
  const original = originalEntries(inputs.mapping.text);
  const kept = original.filter(
    ({ entryName }, index) =>
      !names.has(entryName) && original.findIndex((entry) => entry.entryName === entryName) === index,
  );
  const hasDefault = names.has('default') || kept.some(({ entryName }) => entryName === 'default');
  return [...kept, ...(hasDefault ? [] : [FREE])].map((constraints, index) => ({
    constraints,
    standsAlone: true,
    comments: index === 0 ? ['Entries of the mapping file of the run, for layers that are not listed above.'] : [],
  }));
}

/**
 * Layers that are not written, and that an entry here would serve because it has the name of their operator type, or is called
 * default. They get entries of their own, with what the mapping file of the run asked for.
 */
function displacedLayers(
  evaluations: readonly CostModelEvaluation[],
  names: ReadonlySet<string>,
  others: readonly WrittenEntry[],
): WrittenEntry[] {
  const otherNames = new Set(others.map(({ constraints }) => constraints.entryName));
  const displaced = [...byName(evaluations).values()].flatMap(([first]) => {
    if (first === undefined) return [];
    const { name, operatorType } = first.layer;
    if (names.has(name) || otherNames.has(name) || !isEntryName(name)) return [];
    const serving = [operatorType, 'default'].find((entry) => names.has(entry) || otherNames.has(entry));
    return serving !== undefined && names.has(serving) ? [{ layer: first.layer, serving }] : [];
  });
  return displaced.map(({ layer: { name, mapping }, serving }) => ({
    constraints: { ...mapping, entryName: name },
    standsAlone: true,
    comments: [`Without this entry, that of layer ${serving} would serve this layer.`],
  }));
}

interface FoundEntry extends WrittenEntry {
  readonly warnings: readonly Diagnostic[];
}

/** Entries apply by name, so layers of one name share one. */
function byName(evaluations: readonly CostModelEvaluation[]): ReadonlyMap<string, readonly CostModelEvaluation[]> {
  const groups = new Map<string, CostModelEvaluation[]>();
  for (const evaluation of evaluations) {
    const { name } = evaluation.layer;
    groups.set(name, [...(groups.get(name) ?? []), evaluation]);
  }
  return groups;
}

function entryOf(layers: readonly CostModelEvaluation[], type: TemporalMappingType): FoundEntry {
  const [first] = layers;
  if (first === undefined) throw new Error('a group of layers has at least one');
  const comments = layers.map(({ layer, energy, latency, searchedShare, times }) => {
    const all = times === 1 ? '' : `, all ${times} repetitions`;
    const partly = searchedShare === undefined ? '' : ' Its search ended early.';
    return `Layer ${layer.id}, ${layer.operatorType}${all}: ${exactText(energy)} pJ, ${exactText(latency)} cycles.${partly}`;
  });
  const constraints = constraintsOf(first);
  const { name } = first.layer;
  const unwritable = unwritablePart(constraints);
  if (unwritable !== undefined) return left(first, comments, unwritable);
  const text = entryText(constraints);
  if (layers.some((other) => entryText(constraintsOf(other)) !== text)) {
    return left(first, comments, 'layers of this name have different mappings, and entries apply by name');
  }
  const findings: Diagnostic[] = [];
  for (const evaluation of layers) {
    try {
      const again = evaluateUnder(evaluation, constraints, type);
      if (isRepeated(evaluation, again)) continue;
      findings.push(otherAllocation(evaluation, again));
    } catch (error) {
      if (!(error instanceof MappingError)) throw error;
      return left(first, comments, `its mapping cannot be asked for: ${error.diagnostic.message}`);
    }
  }
  return {
    constraints: { ...constraints, entryName: name },
    comments: [...comments, ...findings.map(({ message }) => `Warning: ${message}.`)],
    warnings: findings,
  };
}

/** An entry that asks for what the mapping file of the run asked for: the same search finds the same mapping again. */
function left({ layer }: CostModelEvaluation, comments: readonly string[], reason: string): FoundEntry {
  const warning = leftWarning(layer.name, reason);
  return {
    constraints: { ...layer.mapping, entryName: layer.name },
    comments: [...comments, `Warning: ${warning.message}.`],
    warnings: [warning],
  };
}

function leftWarning(name: string, reason: string): Diagnostic {
  return {
    code: 'ZZ4432',
    severity: 'warning',
    message: `the saved mapping leaves layer ${name} to the search: ${reason}`,
    hint: 'run it with all options of the first run, the engine included; results.json holds the mapping itself',
  };
}

function isRepeated(evaluation: CostModelEvaluation, again: CostModelEvaluation): boolean {
  const figures = new Map(Object.entries(again.headline));
  return (
    haveSameMapping(evaluation, again) &&
    Object.entries(evaluation.headline).every(([name, value]) => figures.get(name) === value)
  );
}

function otherAllocation(evaluation: CostModelEvaluation, again: CostModelEvaluation): Diagnostic {
  const { name } = evaluation.layer;
  const figures = ({ energy, latency }: CostModelEvaluation) =>
    `${exactText(energy)} pJ and ${exactText(latency)} cycles`;
  const given = figures(again);
  const change =
    given === figures(evaluation)
      ? `other loops in the memories, at ${given} as before`
      : `${given} instead of ${figures(evaluation)}`;
  return {
    code: 'ZZ4431',
    severity: 'warning',
    message: `the saved mapping gives layer ${name} ${change}: an ordering does not say which loops each memory takes`,
    hint: 'use results.json, which holds the mapping with its memories',
  };
}

function entryText(constraints: MappingConstraints): string {
  return writeMapping([], [{ constraints, comments: [] }]);
}

/** Fixes nothing. */
const FREE: MappingConstraints = {
  entryName: 'default',
  spatialMapping: [],
  spatialMappingHint: new Map(),
  temporalOrdering: [],
  memoryOperandLinks: new Map([
    ['O', 'O'],
    ['I', 'I1'],
    ['W', 'I2'],
  ]),
};

/** The entries of a mapping file. None if there is no such text, or it is not UTF-8. */
function originalEntries(text: string | undefined): readonly MappingConstraints[] {
  try {
    if (text !== undefined) return readMapping(parseYaml(text)).value.entries;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return [];
}

function header(run: RunOfMapping, found: readonly FoundEntry[], warnings: readonly Diagnostic[]): string[] {
  const { generator, inputs, options, infeasible } = run;
  const given = Object.entries(options).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const inEntries = new Set(found.flatMap((entry) => entry.warnings));
  return [
    `Mappings that ${generator} found for ${inputs.workload.name} on ${inputs.accelerator.name}.`,
    `Found with: ${given.join(', ')}.`,
    warnings.some(({ code }) => code === 'ZZ4431')
      ? 'This command gives the same figures again, except for the layers with a warning:'
      : 'This command gives the same figures again:',
    `  ${repeatingCommand(run)}`,
    'Use the engine loma, which is the default: salsa does not follow temporal_ordering.',
    'Layers without an ordering are searched again, so the limits and the engine of the search count for them.',
    ...warnings.filter((warning) => !inEntries.has(warning)).map(({ message }) => `Warning: ${message}.`),
    ...infeasible.map(({ name }) => `Layer ${name} had no mapping; no entry is written for it.`),
  ];
}
