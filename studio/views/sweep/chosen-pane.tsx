import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { sensitivities } from '../../../src/sweep-page/answer/sensitivity.ts';
import { isCosted, pointAt, type SweepTable } from '../../../src/sweep-page/data/sweep-table.ts';
import { curveCharts, curveMarkup } from '../../../src/sweep-page/draw/curves.ts';
import { labelOf } from '../../../src/sweep-page/words/labels.ts';
import { Drawing } from '../../parts/drawing.tsx';
import { Pane } from '../../parts/small.tsx';
import { sweepProgress } from '../../store/sweep/started-sweep.ts';
import { AgainstNow, OneStepAway } from './chosen-tables.tsx';
import { compareDesign, loadRow } from './design-actions.ts';
import { chosenRow, isPartial, table } from './sweep-data.ts';
import { sentencesOf } from './sweep-sentences.ts';

/** One design of the sweep: 360 px. */
export function ChosenPane(): JSX.Element {
  const shown = table.value;
  const row = chosenRow.value;
  if (shown === undefined || row < 0 || !isCosted(shown, row)) {
    return (
      <Pane label="Chosen design" head={<h2>Design</h2>}>
        <p class="waiting">The design that is chosen in the chart or the table stands here.</p>
      </Pane>
    );
  }
  // While designs come, the best one changes too often to be announced.
  const isRunning = sweepProgress.value !== undefined;
  return (
    <Pane
      label="Chosen design"
      class="chosen"
      head={
        <>
          <h2 class="cut">
            Design {pointAt(shown, row)}: {labelOf(shown, row)}
          </h2>
          <span class="right">
            <button class="btn primary low" type="button" onClick={() => void loadRow(shown, row)}>
              Load <kbd>↵</kbd>
            </button>
          </span>
        </>
      }
    >
      <p class="hidden" role="status">
        {isRunning
          ? ''
          : `Design ${pointAt(shown, row)}: ${labelOf(shown, row)}. ${sentencesOf(shown, row, () => undefined, isPartial.value)[0]}`}
      </p>
      <div class="scroll">
        <AgainstNow table={shown} row={row} />
        <p class="block actions">
          <button class="link" type="button" onClick={() => void compareDesign(shown, row)}>
            Load it and compare with now <kbd>C</kbd>
          </button>
        </p>
        <OneStepAway table={shown} row={row} />
        <Curves table={shown} row={row} />
      </div>
    </Pane>
  );
}

/** What decides over each parameter, the others as in the design. */
function Curves({ table: shown, row }: { readonly table: SweepTable; readonly row: number }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      width.value = Math.max(240, Math.floor(element.clientWidth) - 28);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const sensitive = sensitivities(shown);
  const charts = curveCharts(shown, sensitive, row);
  return (
    <div ref={box}>
      {width.value === 0
        ? null
        : charts.map((chart) => {
            const other = chart.other === undefined ? undefined : shown.parameters[chart.other]?.title;
            return (
              <div class="block" key={chart.parameter}>
                <h3>
                  Over {shown.parameters[chart.parameter]?.title}
                  <small>
                    {[
                      ...(sensitive.kind === 'best' ? ['best of each value'] : []),
                      ...(other === undefined ? [] : [`a line per ${other}`]),
                      ...(shown.limits.length === 0 ? [] : ['hollow: over the limit']),
                    ].join('; ')}
                  </small>
                </h3>
                <Drawing markup={curveMarkup(shown, chart, row, width.value)} />
              </div>
            );
          })}
    </div>
  );
}
