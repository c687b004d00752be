import { type BasicType, parquetWriteRows, type Writer } from 'hyparquet-writer';
import type { SettingValue } from '../../design-space/setting.ts';
import type { DesignPoint } from '../points/design-point.ts';
import type { SweepSummary } from '../points/sweep-results.ts';
import { reasonOf, settingText } from './points-csv.ts';

/** Points of one row group; so many are in memory at the same time. */
const POINTS_PER_GROUP = 50_000;

interface Column {
  readonly name: string;
  readonly type: BasicType;
  readonly nullable: true;
}

/**
 * Writes points as Parquet, with the columns of `points.csv`: design, status, parameters, quantities, within_limits, front, reason. The units of
 * quantities stand in the metadata of the file. Points pass by one after the other.
 */
export function writeParquet(
  writer: Writer,
  points: Iterable<DesignPoint>,
  summary: SweepSummary,
): void | Promise<void> {
  const front = new Set(summary.front);
  const { parameters, quantities } = summary;
  const columns: readonly Column[] = [
    column('design', 'DOUBLE'),
    column('status', 'STRING'),
    ...parameters.map(({ name, values }) => column(name, typeOf(values))),
    ...quantities.map(({ name }) => column(name, 'DOUBLE')),
    column('within_limits', 'BOOLEAN'),
    column('front', 'BOOLEAN'),
    column('reason', 'STRING'),
  ];
  const units = [...parameters, ...quantities].flatMap(({ name, unit }) =>
    unit === '' ? [] : [{ key: `unit.${name}`, value: unit }],
  );
  return parquetWriteRows({
    writer,
    rows: rowsOf(points, summary, front),
    columns: [...columns],
    rowGroupSize: POINTS_PER_GROUP,
    kvMetadata: [{ key: 'sweep', value: summary.sweep }, ...units],
    createdBy: `zigzag-ts ${summary.version}`,
  });
}

function column(name: string, type: BasicType): Column {
  return { name, type, nullable: true };
}

function* rowsOf(
  points: Iterable<DesignPoint>,
  { parameters, quantities }: SweepSummary,
  front: ReadonlySet<number>,
): Generator<Record<string, unknown>> {
  for (const point of points) {
    const isCosted = point.status === 'costed';
    const values = isCosted ? point.quantities : {};
    yield {
      design: point.point,
      status: point.status,
      ...Object.fromEntries(
        parameters.map((parameter) => [
          parameter.name,
          cellOf(point.settings[parameter.name] ?? null, typeOf(parameter.values)),
        ]),
      ),
      ...Object.fromEntries(quantities.map(({ name }) => [name, values[name] ?? null])),
      within_limits: isCosted ? point.exceeds === undefined : null,
      front: isCosted ? front.has(point.point) : null,
      reason: isCosted ? null : reasonOf(point),
    };
  }
}

/** Numbers and truth values as such; everything else as text. */
function typeOf(values: readonly SettingValue[]): BasicType {
  if (values.every((value) => typeof value === 'number')) return 'DOUBLE';
  return values.every((value) => typeof value === 'boolean') ? 'BOOLEAN' : 'STRING';
}

function cellOf(value: SettingValue, type: BasicType): unknown {
  return type === 'STRING' ? String(settingText(value)) : value;
}
