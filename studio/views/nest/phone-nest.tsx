import type { JSX } from 'preact';
import { loopText, meaningOf } from '../../nest/loop-words.ts';
import { bringsNewData } from '../../nest/overflow.ts';
import { colourOf } from '../../parts/bars.tsx';
import { figureText } from '../../parts/figures.ts';
import { Segments } from '../../parts/small.tsx';
import { CostPane } from './cost-pane.tsx';
import { fillText } from './cost-words.ts';
import { pressBorder, pressLoop } from './hand/drag.ts';
import { drop, moveHeld, stepBorder, takeOrDrop } from './hand/nest-actions.ts';
import { bestFromHere, searching } from './hand/nest-files.ts';
import {
  column,
  current,
  focusedAt,
  held,
  type OpenedLayer,
  operandNames,
  shown,
  shownCost,
} from './hand/nest-state.ts';
import { LayerChoice } from './layer-list.tsx';
import { Grip, rowKeys } from './loop-rows.tsx';
import { MoveTable } from './move-table.tsx';
import { NestButtons } from './nest-pane.tsx';
import { blockText, Meter } from './operand-column.tsx';
import { SplitPanel } from './split-panel.tsx';

/** The nest on a phone: one operand at a time, its memories around the loops that they keep. */
export function PhoneNest({ layer }: { readonly layer: OpenedLayer }): JSX.Element | null {
  const names = operandNames.value;
  const operand = names[column.value] ?? names[0];
  const now = held.value;
  const byPointer = now?.kind === 'loop' && now.by === 'pointer';
  const nest = byPointer ? current.value : shown.value;
  const cost = shownCost.value;
  if (operand === undefined || nest === undefined || cost === undefined) return null;
  const ends = nest.boundaries.get(operand) ?? [];
  const keys = rowKeys(nest);
  return (
    <>
      <div class="phone-choice">
        <LayerChoice />
        <Segments
          label="Operand"
          value={operand}
          options={names.map((value) => ({ value, title: value }))}
          onChange={(value) => {
            column.value = names.indexOf(value);
          }}
        />
      </div>
      <div class="phone-nest" data-nest>
        {[...ends.keys()].toReversed().map((level) => {
          const from = ends[level - 1] ?? 0;
          const to = ends[level] ?? 0;
          const { memory, isOver, detail, fill, isOutermost } = blockText(
            layer,
            shown.value ?? nest,
            cost,
            operand,
            level,
          );
          return (
            <>
              <section
                key={`level ${level}`}
                class={`mem ${colourOf(layer.state.result, memory)}${isOver ? ' over' : ''}`}
              >
                <header>
                  <b>{memory}</b>
                  <small class="fill">
                    {detail}
                    {isOutermost || fill === undefined ? '' : `${detail === '' ? '' : ', '}${fillText(fill)}`}
                  </small>
                </header>
                {isOver && fill !== undefined ? <Meter fill={fill} operand={operand} /> : null}
                {Array.from({ length: to - from }, (_, index) => to - 1 - index).map((at) => (
                  <PhoneLoop key={keys[at]} layer={layer} operand={operand} at={at} byPointer={byPointer} />
                ))}
              </section>
              {level > 0 ? <PhoneBorder key={`border ${level}`} operand={operand} level={level - 1} /> : null}
            </>
          );
        })}
      </div>
      <div class="phone-actions">
        <NestButtons />
      </div>
      <CostPane layer={layer} />
      <MoveTable layer={layer} />
      <SplitPanel />
      <div class="phone-cost">
        <Figure title="energy" value={cost.evaluation?.energy} unit="pJ" />
        <Figure title="latency" value={cost.evaluation?.latency} unit="cycles" />
        {cost.fits ? null : <span class="pill alert">does not fit</span>}
        <button
          class="btn primary"
          type="button"
          onClick={() => void bestFromHere()}
          disabled={searching.value !== undefined}
        >
          {searching.value === undefined ? 'Best from here' : 'Searching'}
        </button>
      </div>
    </>
  );
}

function PhoneLoop(props: {
  readonly layer: OpenedLayer;
  readonly operand: string;
  readonly at: number;
  readonly byPointer: boolean;
}): JSX.Element | null {
  const { layer, operand, at, byPointer } = props;
  const now = held.value;
  const nest = byPointer ? current.value : shown.value;
  const loop = nest?.loops[at];
  if (nest === undefined || loop === undefined) return null;
  const { problem } = layer.nest;
  const isNew = bringsNewData(problem, operand, loop.dimension);
  const meaning = isNew ? meaningOf(problem.layer, loop.dimension) : `reuse\u00a0×${loop.size}`;
  const isTarget = byPointer && now?.kind === 'loop' && now.place.at === at && now.from !== at;
  const isHeld = now?.kind === 'loop' && now.from === at && byPointer;
  const step = (by: number): void => {
    focusedAt.value = at;
    takeOrDrop();
    moveHeld(by);
    drop();
  };
  return (
    <div
      class={`loop${isHeld ? ' held' : ''}${isTarget ? ' target' : ''}`}
      data-at={at}
      onPointerDown={(event) => pressLoop(event, at)}
    >
      <Grip />
      <b>{loopText(loop)}</b>
      <small>{meaning}</small>
      <span class="step">
        <button type="button" aria-label={`${loopText(loop)} outwards`} onClick={() => step(1)}>
          ↑
        </button>
        <button type="button" aria-label={`${loopText(loop)} inwards`} onClick={() => step(-1)}>
          ↓
        </button>
      </span>
    </div>
  );
}

function PhoneBorder({ operand, level }: { readonly operand: string; readonly level: number }): JSX.Element {
  return (
    <div class="phone-border">
      <button
        type="button"
        class="handle"
        onPointerDown={(event) => pressBorder(event, operand, level)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          stepBorder(operand, level, event.key === 'ArrowUp' ? 1 : -1);
        }}
      >
        <i class="lines" /> border of {operand}
      </button>
      <span class="step">
        <button
          type="button"
          aria-label={`Border of ${operand} outwards`}
          onClick={() => stepBorder(operand, level, 1)}
        >
          ↑
        </button>
        <button
          type="button"
          aria-label={`Border of ${operand} inwards`}
          onClick={() => stepBorder(operand, level, -1)}
        >
          ↓
        </button>
      </span>
    </div>
  );
}

function Figure({
  title,
  value,
  unit,
}: {
  readonly title: string;
  readonly value: number | undefined;
  readonly unit: 'pJ' | 'cycles';
}): JSX.Element {
  return (
    <span class="figure">
      {title}
      <b class="value">{value === undefined ? '–' : figureText(value, unit).replace(/\u00a0cycles?$/, '')}</b>
    </span>
  );
}
