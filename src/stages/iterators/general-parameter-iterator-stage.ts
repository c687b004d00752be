import { canonicalArgumentName } from '../../chain/check/argument-names.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import { iteratorStage, type Pass } from '../../chain/iterator-stage.ts';
import { generalParameterIterations, type ParameterIteration } from '../arguments.ts';
import { choices, combineSettings, iterationProblems } from './parameter-settings.ts';

/**
 * Runs the rest of the chain for every combination of the values in `generalParameterIterations`: a list of `[name, values]`, or
 * `[names, tuples]` for arguments that change together. The first entry is the outermost loop.
 *
 * Yields (((name, value), …), extra) around every result, outermost first. Stands above the stages that use the arguments: first for
 * accelerators, workloads and mappings.
 */
export class GeneralParameterIteratorStage extends iteratorStage('GeneralParameterIteratorStage', {
  requires: { generalParameterIterations },
  providesNamed: ({ generalParameterIterations: given }) =>
    valuesByName(generalParameterIterations.is(given) ? given : []),
  check: ({ given: { generalParameterIterations: given } }) =>
    generalParameterIterations.is(given) ? iterationProblems('generalParameterIterations', given) : [],
}) {
  override *passes(): Generator<Pass<Record<never, never>>> {
    const combinations = combineSettings(canonical(this.args.generalParameterIterations));
    const total = combinations.length;
    for (const [done, settings] of combinations.entries()) {
      yield { changes: Object.fromEntries(settings), wrap: (extra) => [settings, extra] };
      reportProgress(this.control, { stage: 'GeneralParameterIteratorStage', done: done + 1, total });
    }
  }
}

/** The iterations under today's argument names. */
function canonical(iterations: readonly ParameterIteration[]): ParameterIteration[] {
  return iterations.map(([names, values]) => [
    typeof names === 'string' ? canonicalArgumentName(names) : names.map(canonicalArgumentName),
    values,
  ]);
}

function valuesByName(iterations: readonly ParameterIteration[]): Map<string, unknown[]> {
  const values = new Map<string, unknown[]>();
  for (const [name, value] of canonical(iterations).flatMap(choices).flat()) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}
