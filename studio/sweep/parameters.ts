import type { NumberPath, Project, Slider } from '../state/project.ts';
import { FIRST_PLAN, plannedValues, type SweepPlan } from '../state/sweep-plan.ts';
import { kindOf, titleOf } from '../text/number-kind.ts';
import { powersOf, stopsOf } from '../text/slider-values.ts';

/** A slider as a parameter of a sweep. */
export interface SweptParameter {
  readonly slider: Slider;
  /** As expressions name it: `sram_size`, `array`. */
  readonly name: string;
  /** For readers: `SRAM size`. */
  readonly title: string;
  /** The fields it sets, as sweep files name them. */
  readonly fields: readonly string[];
  readonly isBits: boolean;
  /** None where the number stays what it is. */
  readonly values: readonly number[];
}

/** Values that a slider has at first. More make too many designs. */
const MOST_USUAL = 7;

/** The sliders of a project as parameters. Those of a model, which has no text, are left out. */
export function parametersOf({ sliders, files, sweep = FIRST_PLAN }: Project): readonly SweptParameter[] {
  const names = new Set<string>();
  return sliders
    .filter(({ file, paths }) => files[file].source !== 'model' && paths.length > 0)
    .map((slider) => {
      const { file, paths } = slider;
      const [path = []] = paths;
      const name = unusedName(nameOf(paths), names);
      names.add(name);
      return {
        slider,
        name,
        title: kindOf(path) === 'count' ? (paths.length > 1 ? 'array' : name.replace('_', ' ')) : titleOf(paths),
        fields: paths.map((one) => fieldText(file, one)),
        isBits: kindOf(path) === 'size',
        values: plannedValues(sweep, slider) ?? usualValues(slider),
      };
    });
}

/** The parameters that have values; the array first, since it tells designs apart best. */
export function sweptOf(project: Project): readonly SweptParameter[] {
  const isCount = ({ slider }: SweptParameter): boolean => kindOf(slider.paths[0] ?? []) === 'count';
  return parametersOf(project)
    .filter(({ values }) => values.length > 0)
    .toSorted((a, b) => Number(isCount(b)) - Number(isCount(a)));
}

/** Wider ports cost nothing in most files, so that the widest would always be best: they are not swept at first. */
function usualValues(slider: Slider): readonly number[] {
  return kindOf(slider.paths[0] ?? []) === 'bandwidth' ? [] : firstValues(slider);
}

/** The powers of two of a slider, and what lies in their midst for arrays; of many, some. */
export function firstValues(slider: Slider): readonly number[] {
  const isCount = kindOf(slider.paths[0] ?? []) === 'count';
  const powers = (isCount ? stopsOf(slider).filter(isPowerOrMidst) : powersOf(slider)).filter((value) => value > 0);
  if (powers.length <= MOST_USUAL) return powers;
  const step = (powers.length - 1) / (MOST_USUAL - 1);
  return Array.from({ length: MOST_USUAL }, (_, index) => powers[Math.round(index * step)] ?? slider.most);
}

function isPowerOrMidst(value: number): boolean {
  return Number.isInteger(Math.log2(value)) || Number.isInteger(Math.log2(value / 1.5));
}

/** `accelerator.memories.sram_2MB.ports[0].bandwidth_max`. */
export function fieldText(file: string, path: NumberPath): string {
  return path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${step}`), file);
}

/** How many designs the values of all parameters make. */
export function designCount(parameters: readonly SweptParameter[]): number {
  return parameters.length === 0 ? 0 : parameters.reduce((product, { values }) => product * values.length, 1);
}

/** Memories whose size is swept: their costs can follow. */
export function sizedMemories(parameters: readonly SweptParameter[]): readonly string[] {
  const memories = parameters.flatMap(({ slider, isBits }) =>
    isBits && slider.file === 'accelerator' ? slider.paths.map((path) => path[1]) : [],
  );
  return [...new Set(memories)].filter((memory) => typeof memory === 'string');
}

function nameOf(paths: readonly NumberPath[]): string {
  const [path = []] = paths;
  if (kindOf(path) === 'count') return paths.length > 1 ? 'array' : `array_${Number(path.at(-1)) + 1}`;
  const words = titleOf(paths)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[a-z]/.test(words) ? words : `number_${words}`;
}

function unusedName(name: string, used: ReadonlySet<string>): string {
  let found = name;
  for (let count = 2; used.has(found); count++) found = `${name}_${count}`;
  return found;
}

/** The plan of a project, or that which every project starts with. */
export function planOf({ sweep = FIRST_PLAN }: Project): SweepPlan {
  return sweep;
}
