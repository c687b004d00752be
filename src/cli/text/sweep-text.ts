import { countText, groupedText, quantityText } from '../../base/number-text.ts';
import type { Settings } from '../../design-space/design-space.ts';
import type { Parameter, SettingValue } from '../../design-space/setting.ts';
import type { CostedPoint } from '../../sweep/points/design-point.ts';
import type { SweepSummary } from '../../sweep/points/sweep-results.ts';
import { type Cell, formatTable, type TableOptions } from '../terminal/table.ts';

/** So many designs of the front are listed. */
const MOST_LISTED = 12;

/** A summary, and what else is said of its points. */
export interface SweepText extends SweepSummary {
  /** The points of the front, in its order. */
  readonly frontPoints?: readonly CostedPoint[];
  /** Why the first design that can't be built can't. */
  readonly firstReason?: string | undefined;
  /** Why no design is recommended, where none is. */
  readonly missed?: string;
}

/** What a sweep came to: the best design, the front, and where the files are. */
export function sweepText(summary: SweepText, folder: string, options: TableOptions): string {
  const { name, counts, frontPoints = [], firstReason } = summary;
  const shown = frontPoints.slice(0, MOST_LISTED);
  return [
    ...(shown.length > 0 ? [frontTable(summary, shown, options), ''] : []),
    `${name}: ${countsText(counts)}`,
    ...bestLines(summary, frontPoints),
    `  front      ${frontText(summary, shown.length)}`,
    ...(counts.costed > 0 && firstReason !== undefined
      ? [`  not built  ${countText(counts.refused, 'design')}; the first one: ${firstReason}`]
      : []),
    `  files      ${folder}/ (sweep.html, points.csv and .parquet, sweep.json)`,
  ].join('\n');
}

function frontText({ front, counts, limits, firstReason, missed }: SweepText, shown: number): string {
  if (front.length > 0) {
    const part = front.length > shown && shown > 0 ? `, ${shown} of them above` : '';
    return `${countText(front.length, 'design')} that no other one beats${part}`;
  }
  if (counts.costed === 0 && firstReason !== undefined) return `no design can be built; the first one: ${firstReason}`;
  return missed ?? (limits.length > 0 ? 'no design is within the limits' : 'no design has all objectives');
}

function countsText({ planned, costed, refused, skipped }: SweepSummary['counts']): string {
  const looked = costed + refused + skipped;
  const parts = [
    `${groupedText(String(looked))}${looked < planned ? ` of ${groupedText(String(planned))}` : ''} designs`,
    ...(refused > 0 ? [`${refused} cannot be built`] : []),
    ...(skipped > 0 ? [`${skipped} skipped by their bounds`] : []),
  ];
  return parts.join(', ');
}

function bestLines(
  { best, parameters, objectives, quantities }: SweepSummary,
  points: readonly CostedPoint[],
): string[] {
  const point = points.find((one) => one.point === best);
  const [objective] = objectives;
  if (point === undefined || objective === undefined) return [];
  const figures = quantities.map(({ name, title, unit }) => {
    const value = point.quantities[name] ?? null;
    return `${title} ${value === null ? 'unknown' : quantityText(value, unit)}`;
  });
  return [
    `  best       design ${point.point}: ${designLabel(point.settings, parameters)}, of the ${objective.direction === 'maximise' ? 'largest' : 'least'} ${objective.title}`,
    `             ${figures.join(', ')}`,
  ];
}

function frontTable(
  { parameters, quantities, best }: SweepSummary,
  points: readonly CostedPoint[],
  options: TableOptions,
): string {
  const rows = points.map((point): readonly Cell[] => [
    point.point === best ? `${point.point} best` : String(point.point),
    ...parameters.map((parameter) => settingLabel(point.settings[parameter.name] ?? null, parameter)),
    ...quantities.map(({ name, unit }) => {
      const value = point.quantities[name] ?? null;
      return value === null ? 'unknown' : quantityText(value, unit);
    }),
  ]);
  return formatTable(
    [
      { heading: 'design' },
      ...parameters.map(({ title }) => ({ heading: title, align: 'right' as const })),
      ...quantities.map(({ title }) => ({ heading: title, align: 'right' as const, leaveOut: 1 })),
    ],
    rows,
    options,
  );
}

/** `array 48, SRAM 512 KiB`. */
export function designLabel(settings: Settings, parameters: readonly Parameter[]): string {
  return parameters
    .map((parameter) => `${parameter.title} ${settingLabel(settings[parameter.name] ?? null, parameter)}`)
    .join(', ');
}

/** A value of a parameter for readers: sizes with their unit, lists with slashes. */
export function settingLabel(value: SettingValue, { unit }: Pick<Parameter, 'unit'>): string {
  if (typeof value === 'number') return unit === 'bit' ? quantityText(value, 'bit') : String(value);
  if (Array.isArray(value)) return value.map((one: SettingValue) => settingLabel(one, { unit })).join(' / ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
