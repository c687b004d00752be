import { FILE_KINDS } from '../state/project.ts';
import {
  type FollowingField,
  MOST_SWEPT_VALUES,
  SWEEP_OBJECTIVES,
  type SweepPlan,
  type SweptValues,
} from '../state/sweep-plan.ts';
import { readPath } from './slider-list.ts';

/** Most fields that a plan sets. */
const MOST_FOLLOWING = 50;

/** A plan as plain data that can be written as JSON. */
export function planData({ values, follows, objective, limit, followsCosts }: SweepPlan): unknown {
  return [
    values.map(({ file, paths, values: numbers }) => [file, paths, numbers]),
    follows.map(({ field, value }) => [field, value]),
    objective,
    limit,
    followsCosts,
  ];
}

/** @throws Error when the data are no plan. */
export function readPlan(data: unknown): SweepPlan {
  const [values, follows, objective, limit, followsCosts]: readonly unknown[] = Array.isArray(data) ? data : [];
  const aim = SWEEP_OBJECTIVES.find((known) => known === objective);
  if (
    !Array.isArray(values) ||
    !Array.isArray(follows) ||
    follows.length > MOST_FOLLOWING ||
    values.length > MOST_FOLLOWING ||
    aim === undefined ||
    typeof limit !== 'string' ||
    typeof followsCosts !== 'boolean'
  ) {
    throw new Error('the plan of the sweep cannot be read');
  }
  return {
    values: values.map(readValues),
    follows: follows.map(readFollowing),
    objective: aim,
    limit,
    followsCosts,
  };
}

function readValues(data: unknown): SweptValues {
  const [file, paths, numbers]: readonly unknown[] = Array.isArray(data) ? data : [];
  const kind = FILE_KINDS.find((known) => known === file);
  if (kind === undefined || !Array.isArray(paths) || !Array.isArray(numbers) || numbers.length > MOST_SWEPT_VALUES) {
    throw new Error('the values of a sweep cannot be read');
  }
  return {
    file: kind,
    paths: paths.map(readPath),
    values: numbers.map((number: unknown) => {
      if (typeof number === 'number' && Number.isFinite(number)) return number;
      throw new Error('a value of a sweep is no number');
    }),
  };
}

function readFollowing(data: unknown): FollowingField {
  const [field, value]: readonly unknown[] = Array.isArray(data) ? data : [];
  if (typeof field !== 'string' || typeof value !== 'string') throw new Error('a field of a sweep cannot be read');
  return { field, value };
}
