import type { Parameter, SettingValue } from '../../design-space/setting.ts';
import type { DesignPoint, PointQuantities } from '../../sweep/points/design-point.ts';
import type { SweepSummary } from '../../sweep/points/sweep-results.ts';
import { EXCEEDING, REFUSED, SKIPPED, WITHIN } from '../data/sweep-table.ts';

/** A sweep whose points come one after the other, each once. */
export type SweepSource = SweepSummary & { readonly points: Iterable<DesignPoint> };

/** Values of a parameter in the order in which they were met, and for every design the place of its value. */
export interface CollectedParameter {
  readonly values: readonly SettingValue[];
  readonly places: Float64Array;
}

/** What the page needs of all designs, in columns. */
export interface CollectedPoints {
  readonly points: Float64Array;
  readonly status: Uint8Array;
  /** By quantity; NaN where unknown. */
  readonly values: readonly Float64Array[];
  /** The first objective by workload, where there are several. */
  readonly workloads: readonly Float64Array[];
  readonly parameters: readonly CollectedParameter[];
}

/** Reads the points once, and keeps a few numbers of each. */
export function collectPoints({ points, quantities, parameters, objectives, inputs }: SweepSource): CollectedPoints {
  const main = objectives[0]?.quantity ?? quantities[0]?.name ?? '';
  const names = inputs.workloads.length < 2 ? [] : inputs.workloads.map(({ name }) => name);
  const [numbers, status] = [new Column(), new Column()];
  const values = quantities.map(() => new Column());
  const workloads = names.map(() => new Column());
  const settings = parameters.map((parameter) => new ParameterCollector(parameter));
  for (const point of points) {
    numbers.push(point.point);
    status.push(statusOf(point));
    const figures = figuresOf(point);
    for (const [place, { name }] of quantities.entries()) values[place]?.push(figures[name] ?? Number.NaN);
    for (const collector of settings) collector.push(point);
    const own = point.status === 'costed' ? point.workloads : undefined;
    for (const [place, name] of names.entries()) workloads[place]?.push(own?.[name]?.[main] ?? Number.NaN);
  }
  return {
    points: numbers.whole(),
    status: Uint8Array.from(status.whole()),
    values: values.map((column) => column.whole()),
    workloads: workloads.map((column) => column.whole()),
    parameters: settings.map((collector) => collector.whole()),
  };
}

/** Numbers of which it is not known how many will come. */
class Column {
  private numbers = new Float64Array(1024);
  private length = 0;

  push(value: number): void {
    if (this.length === this.numbers.length) {
      const longer = new Float64Array(2 * this.length);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    this.numbers[this.length++] = value;
  }

  whole(): Float64Array {
    return this.numbers.slice(0, this.length);
  }
}

/** The values of one parameter. Those that it does not list are added to its list. */
class ParameterCollector {
  private readonly name: string;
  private readonly values: SettingValue[] = [];
  private readonly placeOf = new Map<SettingValue, number>();
  private readonly places = new Column();

  constructor({ name, values }: Parameter) {
    this.name = name;
    for (const value of values) this.find(value);
  }

  push({ settings }: DesignPoint): void {
    this.places.push(this.find(settings[this.name] ?? null));
  }

  whole(): CollectedParameter {
    return { values: this.values, places: this.places.whole() };
  }

  private find(value: SettingValue): number {
    const key = typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
    const place = this.placeOf.get(key);
    if (place !== undefined) return place;
    this.placeOf.set(key, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}

function figuresOf(point: DesignPoint): PointQuantities {
  if (point.status === 'costed') return point.quantities;
  return point.status === 'skipped' ? point.bounds : {};
}

function statusOf(point: DesignPoint): number {
  if (point.status === 'refused') return REFUSED;
  if (point.status === 'skipped') return SKIPPED;
  return (point.exceeds ?? []).length > 0 ? EXCEEDING : WITHIN;
}
