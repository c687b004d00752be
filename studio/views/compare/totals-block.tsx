import type { JSX } from 'preact';
import { scaleFor, type Unit } from '../../../src/base/number-text.ts';
import type { DesignResult, Totals } from '../../engine/result/design-result.ts';
import { columnText, figureOf, percentText } from '../../parts/figures.ts';
import { DeltaOf } from '../../parts/small.tsx';
import { explain } from '../../store/view.ts';

interface TotalRow {
  readonly title: string;
  readonly unit: Unit;
  readonly of: (totals: Totals) => number | undefined;
  readonly better: 'less' | 'more';
  readonly figure: string;
}

const ROWS: readonly TotalRow[] = [
  { title: 'energy', unit: 'pJ', of: ({ energy }) => energy, better: 'less', figure: 'energy' },
  { title: 'latency', unit: 'cycles', of: ({ latency }) => latency, better: 'less', figure: 'latency' },
  { title: 'product', unit: 'pJ·cycles', of: ({ product }) => product, better: 'less', figure: 'energy' },
  { title: 'utilisation', unit: 'share', of: ({ utilisation }) => utilisation, better: 'more', figure: 'utilisation' },
  { title: 'area', unit: 'mm2', of: ({ area }) => area, better: 'less', figure: 'area' },
];

/** Totals of both states, with bars of one scale: the gap at the end is what is saved. */
export function TotalsBlock({ a, b }: { readonly a: DesignResult; readonly b: DesignResult }): JSX.Element {
  return (
    <div class="block">
      <h3>Totals</h3>
      <table class="dense">
        <thead>
          <tr>
            <th />
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">change</th>
            <th class="bars-of-both" />
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row) => (
            <Row key={row.title} {...row} before={row.of(a.totals)} after={row.of(b.totals)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(
  props: TotalRow & { readonly before: number | undefined; readonly after: number | undefined },
): JSX.Element | null {
  const { title, unit, better, figure, before, after } = props;
  if (before === undefined && after === undefined) return null;
  const scale = unit === 'cycles' ? { factor: 1, symbol: 'cycles' } : scaleFor(Math.max(before ?? 0, after ?? 0), unit);
  const text = (value: number | undefined): string => {
    if (value === undefined) return '–';
    if (unit === 'share') return percentText(value);
    return unit === 'cycles' ? figureOf(value, unit).value : columnText(value, scale, digits(value / scale.factor));
  };
  const largest = Math.max(before ?? 0, after ?? 0);
  const width = (value: number | undefined): number => (largest === 0 ? 0 : (1000 * (value ?? 0)) / largest);
  return (
    <tr>
      <th scope="row">
        {title}
        {unit === 'share' ? '' : ` (${scale.symbol})`}
      </th>
      <td title={String(before)}>{text(before)}</td>
      <td title={String(after)}>
        <button class="number" type="button" onClick={() => explain(figure)}>
          {text(after)}
        </button>
      </td>
      <td>{after === undefined ? null : <DeltaOf now={after} before={before} better={better} />}</td>
      <td class="bars-of-both">
        <svg class="bar" viewBox="0 0 1000 14" preserveAspectRatio="none" height={14} aria-hidden="true">
          <rect class="of-a" x={0} y={0} width={width(before)} height={6} />
          <rect class="of-b" x={0} y={7} width={width(after)} height={7} />
        </svg>
      </td>
    </tr>
  );
}

/** Four digits in all. */
function digits(value: number): number {
  return value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3;
}
