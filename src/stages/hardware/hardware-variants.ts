import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import { parseInputPath, resolvePath } from '../../design-space/input-path.ts';
import { withField } from '../../io/text/field-path.ts';
import { type DocumentPath, valueAt } from '../../io/text/source-document.ts';
import type { ParameterIteration } from '../arguments.ts';
import { combineSettings, type ParameterSetting } from '../iterators/parameter-settings.ts';

/** An accelerator description with some fields set. */
export interface DescribedVariant {
  readonly settings: readonly ParameterSetting[];
  readonly description: unknown;
}

/**
 * Every combination of field values, put into an accelerator description.
 * @param adjust sets what follows from the fields, e.g. bandwidths from array sizes.
 * @throws InputError naming the fields that the description does not have.
 */
export function describeVariants(
  description: unknown,
  parameters: readonly ParameterIteration[],
  adjust: (description: unknown, settings: Readonly<Record<string, unknown>>) => unknown,
): DescribedVariant[] {
  const names = [...new Set(parameters.flatMap(([name]) => name))];
  const fields = new Map(names.map((name) => [name, fieldsNamed(description, name)] as const));
  const problems = [...fields.values()].flatMap((found) => (typeof found === 'string' ? [pathProblem(found)] : []));
  if (problems.length > 0) throw new InputError(problems);
  return combineSettings(parameters).map((settings) => {
    const changed = settings.reduce((data, [name, value]) => {
      const found = fields.get(name);
      return Array.isArray(found) ? found.reduce((inside, path) => withField(inside, path, value), data) : data;
    }, description);
    return { settings, description: adjust(changed, Object.fromEntries(settings)) };
  });
}

/** Sizes of the array dimensions in which a variant differs from the original. Files of ZigZag up to 3.1.2 call the array `multipliers`. */
export function changedArraySizes(original: unknown, variant: unknown): Map<string, number> {
  const sizesOf = (description: unknown): Map<string, number> => {
    const array = valueAt(description, ['operational_array']) ?? valueAt(description, ['multipliers']);
    const [names, sizes] = [valueAt(array, ['dimensions']), valueAt(array, ['sizes'])];
    if (!Array.isArray(names) || !Array.isArray(sizes)) return new Map();
    return new Map(names.map((name, place) => [String(name), Number(sizes[place])]));
  };
  const before = sizesOf(original);
  return new Map([...sizesOf(variant)].filter(([name, size]) => before.get(name) !== size));
}

/** The fields of an accelerator file that a name stands for, or what is wrong with the name. */
function fieldsNamed(description: unknown, name: string): readonly DocumentPath[] | string {
  const path = parseInputPath(`accelerator.${name}`);
  return path === undefined ? `"${name}" is not a field such as memories.l1.size` : resolvePath(description, path, '');
}

function pathProblem(problem: string): Diagnostic {
  const hint = 'write fields as in the accelerator file: memories.<name>.size, operational_array.sizes[0]';
  return { code: 'ZZ6030', severity: 'error', message: `hardwareParameters: ${problem}`, hint };
}
