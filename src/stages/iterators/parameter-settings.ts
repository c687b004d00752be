import { combinationsOf } from '../../design-space/combinations.ts';
import type { ParameterIteration } from '../arguments.ts';

/** One parameter and the value it has. */
export type ParameterSetting = readonly [name: string, value: unknown];

/** Every combination of settings, the last iteration changing fastest. */
export function combineSettings(iterations: readonly ParameterIteration[]): ParameterSetting[][] {
  const steps = iterations.map(choices);
  return [...combinationsOf(steps.map(({ length }) => length))].map((positions) =>
    positions.flatMap((position, place) => steps[place]?.[position] ?? []),
  );
}

/** The settings an iteration goes through, one list per step. */
export function choices([names, values]: ParameterIteration): ParameterSetting[][] {
  if (typeof names === 'string') return values.map((value) => [[names, value]]);
  return values.map((tuple) =>
    names.map((name, place): ParameterSetting => [name, Array.isArray(tuple) ? tuple[place] : undefined]),
  );
}

/** What is wrong with the form of iterations: no values, or tuples of the wrong length. */
export function iterationProblems(argument: string, iterations: readonly ParameterIteration[]): string[] {
  return iterations.flatMap(([names, values]) => {
    if (values.length === 0) return [`'${argument}' has no values for ${String(names)}`];
    if (typeof names === 'string') return [];
    const wrong = values.find((tuple) => !Array.isArray(tuple) || tuple.length !== names.length);
    return wrong === undefined
      ? []
      : [
          `'${argument}' needs ${names.length} values at a time for [${names.join(', ')}], but got ${JSON.stringify(wrong)}`,
        ];
  });
}
