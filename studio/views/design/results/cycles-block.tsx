import type { JSX } from 'preact';
import type { DesignResult } from '../../../engine/result/design-result.ts';
import { CYCLE_CAUSES, cycleParts, StackedBar } from '../../../parts/bars.tsx';
import { columnText, percentText } from '../../../parts/figures.ts';
import { ColourKey, DeltaOf } from '../../../parts/small.tsx';
import { BothBars, Figure, largestLayer } from './energy-block.tsx';
import { cyclesSentence } from './sentences.ts';

const CYCLES = { factor: 1, symbol: 'cycles' };

/** Cycles by cause: state A and now on one scale, and the numbers. */
export function CyclesBlock(props: {
  readonly result: DesignResult;
  readonly before: DesignResult | undefined;
}): JSX.Element {
  const { result, before } = props;
  const largest = Math.max(result.totals.latency, before?.totals.latency ?? 0);
  return (
    <section class="block" aria-label="Where the cycles go">
      <h3>
        Where the cycles go <small>{cyclesSentence(result)}</small>
      </h3>
      <BothBars
        now={<StackedBar parts={cycleParts(result.cycles)} largest={largest} height={20} />}
        before={
          before === undefined ? undefined : (
            <StackedBar parts={cycleParts(before.cycles)} largest={largest} height={8} isFaint />
          )
        }
      />
      <table class="dense">
        <thead>
          <tr>
            <th scope="col">cycles</th>
            <th scope="col">sum</th>
            <th scope="col">share</th>
            {before === undefined ? null : <th scope="col">to A</th>}
          </tr>
        </thead>
        <tbody>
          {CYCLE_CAUSES.map(({ keys, title, colour, figure }) => {
            const of = (cycles: DesignResult['cycles']): number => keys.reduce((sum, key) => sum + cycles[key], 0);
            const value = of(result.cycles);
            return (
              <tr key={title}>
                <th scope="row">
                  <ColourKey colour={colour} />
                  {title}
                </th>
                <td>
                  <Figure
                    name={figure}
                    value={value}
                    unit="cycles"
                    text={columnText(value, CYCLES, 1)}
                    layer={largestLayer(result, (layer) => of(layer.cycles))}
                  />
                </td>
                <td>{percentText(value / result.totals.latency)}</td>
                {before === undefined ? null : (
                  <td>
                    <DeltaOf now={value} before={of(before.cycles)} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
