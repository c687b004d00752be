import { MappingError } from '../../src/base/diagnostic.ts';
import { compileProblem } from '../../src/engine/problem/compile.ts';
import type { CompiledProblem } from '../../src/engine/problem/compiled-problem.ts';
import { isEntryName, unwritablePart, writeMapping } from '../../src/io/mapping/write-mapping.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import type { MappingConstraints } from '../../src/model/mapping/mapping-constraints.ts';
import type { TemporalLoop, TemporalMapping } from '../../src/model/mapping/temporal-mapping.ts';
import { constraintsOf, evaluateUnder } from '../../src/search/found-mapping/found-mapping.ts';
import { mappingSearch } from '../../src/search/loma/fastest-search.ts';
import type { Objective } from '../state/project.ts';

/* What the worker answers about the loop nest of one layer. */

/** A layer of a search, as far as its nests are costed: plain data. */
export interface LayerNest {
  readonly problem: CompiledProblem;
  /** The nest that the search found. */
  readonly best: TemporalMapping;
  /** Layers that its evaluation stands for. */
  readonly times: number;
  /** Layers of the network that have its name, and so share its entry in the mapping file. */
  readonly namesakes: number;
}

/** An entry of a mapping file that asks for one order of loops, and what a search then finds. */
export interface NestEntry {
  readonly name: string;
  /** YAML, a list of one entry. Absent where the format cannot say it. */
  readonly text?: string | undefined;
  /** Why there is no text. */
  readonly reason?: string | undefined;
  readonly energy: number;
  readonly latency: number;
}

export function layerNest(evaluation: CostModelEvaluation, all: readonly CostModelEvaluation[]): LayerNest {
  const { layer, temporalMapping, times } = evaluation;
  const { loops, boundaries } = temporalMapping;
  return {
    problem: problemOf(evaluation),
    best: { loops: loops.map(({ dimension, size }) => ({ dimension, size })), boundaries: new Map(boundaries) },
    times,
    namesakes: all.filter(({ layer: { name } }) => name === layer.name).length,
  };
}

/** Milliseconds after which a search lets other questions be answered. */
const TURN_MS = 40;

/**
 * The best nest with these innermost loops.
 * @param limit most loops that are permuted besides them.
 * @throws MappingError when no such nest fits.
 */
export async function bestFrom(
  evaluation: CostModelEvaluation,
  inner: readonly TemporalLoop[],
  objective: Objective,
  limit: number,
): Promise<TemporalMapping> {
  const { layer } = evaluation;
  // A loop of one iteration orders nothing.
  const temporalOrdering = inner.filter(({ size }) => size > 1);
  const problem = problemOf({
    ...fieldsOf(evaluation),
    layer: { ...layer, mapping: { ...layer.mapping, temporalOrdering } },
  });
  const options = { lpfLimit: temporalOrdering.length + limit, type: 'uneven' } as const;
  const steps = mappingSearch(problem, options, objective).run();
  let turn = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      if (value === undefined) throw new Error('no nest was found');
      const { loops, boundaries } = value.temporalMapping;
      return { loops: loops.map(({ dimension, size }) => ({ dimension, size })), boundaries: new Map(boundaries) };
    }
    if (performance.now() - turn > TURN_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      turn = performance.now();
    }
  }
}

/**
 * The entry that asks for an order of loops. The search decides the borders, so its costs are computed as a search would.
 * @throws MappingError when the order does not fit.
 */
export function nestEntry(
  evaluation: CostModelEvaluation,
  loops: readonly TemporalLoop[],
  all: readonly CostModelEvaluation[],
): NestEntry {
  const { name } = evaluation.layer;
  const constraints = { ...constraintsOf(evaluation), temporalOrdering: loops };
  const { energy, latency } = evaluateUnder(evaluation, constraints, 'uneven');
  const reason = unwritablePart(constraints) ?? whyNotNamed(evaluation, constraints, all);
  const text =
    reason === undefined ? writeMapping([], [{ constraints, comments: [], standsAlone: true }]).trim() : undefined;
  return { name, text, reason, energy, latency };
}

/** Why an entry of the layer's name would do harm: entries apply by name, or by operator type. */
function whyNotNamed(
  { layer: { name } }: CostModelEvaluation,
  constraints: MappingConstraints,
  all: readonly CostModelEvaluation[],
): string | undefined {
  if (!isEntryName(name)) return 'an entry cannot have the name of the layer';
  const others = all.filter(({ layer }) => layer.name !== name);
  if (name === 'default' || others.some(({ layer }) => layer.operatorType === name))
    return 'an entry with the name of the layer would serve other layers too';
  try {
    for (const namesake of all) if (namesake.layer.name === name) evaluateUnder(namesake, constraints, 'uneven');
  } catch (error) {
    if (error instanceof MappingError) return 'another layer of this name has other loops';
    throw error;
  }
  return undefined;
}

type Compiled = Pick<
  CostModelEvaluation,
  'layer' | 'accelerator' | 'spatialMapping' | 'accessSameDataConsideredAsNoAccess'
>;

function fieldsOf({
  accelerator,
  spatialMapping,
  accessSameDataConsideredAsNoAccess,
}: CostModelEvaluation): Omit<Compiled, 'layer'> {
  return { accelerator, spatialMapping, accessSameDataConsideredAsNoAccess };
}

function problemOf({
  layer,
  accelerator,
  spatialMapping,
  accessSameDataConsideredAsNoAccess,
}: Compiled): CompiledProblem {
  return compileProblem(layer, accelerator, spatialMapping, { accessSameDataConsideredAsNoAccess });
}
