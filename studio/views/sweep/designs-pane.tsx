import type { JSX } from 'preact';
import { colourKey } from '../../../src/sweep-page/sections/designs-section.ts';
import { Drawing } from '../../parts/drawing.tsx';
import { Choice, Pane } from '../../parts/small.tsx';
import { designs } from '../../store/sweep/run-sweep.ts';
import { started, sweepProgress } from '../../store/sweep/started-sweep.ts';
import { ColumnMenu, FrameTable } from './frame-table.tsx';
import { Scatter } from './scatter.tsx';
import { axes, filterError, filterText, frame, rows, setAxis, table, variables } from './sweep-data.ts';

/** The cloud of designs, and those in the frame. */
export function DesignsPane(): JSX.Element {
  const shown = table.value;
  const plane = axes.value;
  if (shown === undefined || plane === undefined) {
    return (
      <Pane label="Designs" head={<h2>Designs</h2>}>
        <p class="waiting">{emptyText()}</p>
      </Pane>
    );
  }
  const options = variables.value.map(({ key, title }) => ({ value: key, title }));
  return (
    <Pane
      label="Designs"
      head={
        <>
          <h2>Designs</h2>
          <span class="axis-choice">
            <span class="faint">y</span>
            <Choice label="Upwards" value={plane.y.key} options={options} onChange={(key) => setAxis('y', key)} />
          </span>
          <span class="axis-choice">
            <span class="faint">x</span>
            <Choice label="To the right" value={plane.x.key} options={options} onChange={(key) => setAxis('x', key)} />
          </span>
          <Drawing class="right colour-key" markup={colourKey(shown, plane.colour)} />
        </>
      }
    >
      <Scatter table={shown} {...plane} />
      <div class="head below">
        <h2>{frame.value === undefined ? `Designs: ${rows.value.length}` : `In the frame: ${rows.value.length}`}</h2>
        {filterError.value !== undefined ? (
          <span class="loss small-text">{filterError.value}</span>
        ) : frame.value === undefined ? (
          <span class="faint">drag in the chart to choose</span>
        ) : (
          <button
            class="link small-text"
            type="button"
            onClick={() => {
              frame.value = undefined;
            }}
          >
            clear the frame
          </button>
        )}
        <span class="right">
          <FilterField />
          <ColumnMenu table={shown} />
        </span>
      </div>
      <FrameTable table={shown} />
    </Pane>
  );
}

/** A condition that narrows the table. */
function FilterField(): JSX.Element {
  const error = filterError.value;
  return (
    <input
      class="filter"
      type="search"
      data-find
      spellcheck={false}
      aria-label="Condition on designs, such as array >= 32 and area < 3"
      aria-invalid={error !== undefined}
      placeholder="array >= 32 and area < 3"
      title={error ?? 'Names are those of the columns; front and within are names, too'}
      value={filterText.value}
      onInput={({ currentTarget }) => {
        filterText.value = currentTarget.value;
      }}
    />
  );
}

function emptyText(): string {
  if (sweepProgress.value !== undefined) return 'The first designs are searched.';
  if (started.value?.status === 'failed') return 'The sweep could not start; the reason stands on the left.';
  if (started.value !== undefined) return 'No design has figures.';
  return designs.value === 0
    ? 'Pin a number, give it values, and run the sweep.'
    : `Run the sweep: ${designs.value === 1 ? '1 design' : `${designs.value} designs`}. Each is a point here.`;
}
