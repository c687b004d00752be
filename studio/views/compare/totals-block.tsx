import type { JSX } from 'preact';
import { scaleFor } from '../../../src/base/number-text.ts';
import type { DesignResult } from '../../engine/result/design-result.ts';
import { columnText, figureOf, percentText } from '../../parts/figures.ts';
import { DeltaOf } from '../../parts/small.tsx';
import { type TotalKind, totalsOfBoth } from '../../parts/total-kinds.ts';
import { explain } from '../../store/view.ts';

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
          {totalsOfBoth(a, b).map((kind) => (
            <Row key={kind.title} {...kind} before={kind.of(a)} after={kind.of(b)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(
  props: TotalKind & { readonly before: number | undefined; readonly after: number | undefined },
): JSX.Element | null {
  const { title, shortTitle = title, unit, isUnitInTitle = false, better, figure, before, after } = props;
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
        {shortTitle}
        {unit === 'share' || isUnitInTitle ? '' : ` (${scale.symbol})`}
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
