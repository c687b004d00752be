import type { Findings } from '../../io/text/findings.ts';
import { originOf, type SourceDocument } from '../../io/text/source-document.ts';
import type { Objective } from '../points/sweep-results.ts';
import type { StrategyDefinition } from './sweep-definition.ts';
import * as errors from './sweep-errors.ts';
import type { StrategyRecord } from './sweep-schema.ts';

const DEFAULTS = { count: 100, population: 40, generations: 25, seed: 0 } as const;

/** Options of strategies, and the strategies that have them. */
const OPTIONS: Readonly<Record<keyof typeof DEFAULTS, readonly string[]>> = {
  count: ['random', 'halton'],
  population: ['evolution'],
  generations: ['evolution'],
  seed: ['random', 'halton', 'evolution'],
};

/** Quantities that have a lower bound without a search. */
export const BOUNDED_QUANTITIES: readonly string[] = ['energy', 'latency', 'edp', 'area'];

/** The strategy of the file, with its defaults. */
export function readStrategy(
  document: SourceDocument,
  record: StrategyRecord | undefined,
  objectives: readonly Objective[],
  findings: Findings,
): StrategyDefinition {
  const { kind, ...given } = record ?? { kind: 'grid' as const };
  for (const [option, kinds] of Object.entries(OPTIONS)) {
    if (!(option in given) || kinds.includes(kind)) continue;
    findings.add([errors.strategyOption(originOf(document, ['strategy', option]), option, kind, kinds.join(' or '))]);
  }
  const { count, population, generations, seed } = { ...DEFAULTS, ...defined(given) };
  switch (kind) {
    case 'grid':
      return { kind };
    case 'random':
    case 'halton':
      return { kind, count, seed };
    case 'evolution':
      return { kind, population, generations, seed };
    case 'exact': {
      const unbounded = objectives.find(
        ({ quantity, direction }) => !BOUNDED_QUANTITIES.includes(quantity) || direction === 'maximise',
      );
      if (unbounded !== undefined) {
        findings.add([errors.noBoundOf(originOf(document, ['strategy']), unbounded.quantity)]);
      }
      return { kind };
    }
  }
}

function defined(given: object): object {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
