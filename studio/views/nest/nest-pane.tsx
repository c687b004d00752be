import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { borderLabel, loopText, moveLabel } from '../../nest/loop-words.ts';
import { type Nest, sameNest } from '../../nest/moves.ts';
import { layoutOf, rowHeightFor } from '../../nest/nest-layout.ts';
import { Pane } from '../../parts/small.tsx';
import { lit } from '../../store/view.ts';
import { backTo } from './hand/nest-actions.ts';
import { bestFromHere, makeItMine, searching, whyNotMine } from './hand/nest-files.ts';
import {
  column,
  current,
  type HeldBorder,
  type HeldLoop,
  held,
  type OpenedLayer,
  shown,
  shownCost,
  steps,
} from './hand/nest-state.ts';
import { LayerChoice } from './layer-list.tsx';
import { LoopRows } from './loop-rows.tsx';
import { MoveTable } from './move-table.tsx';
import { OperandColumn, operandHead } from './operand-column.tsx';
import { openSplit, SplitPanel } from './split-panel.tsx';

/** The nest of a layer, its trail of steps, and the table of moves. */
export function NestPane({ layer }: { readonly layer: OpenedLayer }): JSX.Element {
  const { dimensions } = layer.nest.problem.layer;
  const sizes = dimensions.filter(({ size }) => size > 1).map(({ name, size }) => `${name}\u00a0${size}`);
  return (
    <Pane
      label="Loop nest"
      head={
        <>
          <LayerChoice />
          <h2>
            {layer.index + 1} {layer.name}
          </h2>
          <span class="faint">{sizes.join(', ')}</span>
          <span class="right">
            <NestButtons />
          </span>
        </>
      }
    >
      <Trail />
      <div class="scroll nest-scroll">
        <NestDrawing layer={layer} />
        <Spatial layer={layer} />
        <MoveTable layer={layer} />
      </div>
      <SplitPanel />
    </Pane>
  );
}

export function NestButtons(): JSX.Element {
  const why = whyNotMine();
  const isSearching = searching.value !== undefined;
  return (
    <>
      <button class="btn nest-btn" type="button" onClick={openSplit} disabled={held.value !== undefined}>
        Split a loop <kbd>S</kbd>
      </button>
      <button
        class="btn nest-btn"
        type="button"
        onClick={() => void bestFromHere()}
        disabled={isSearching || held.value !== undefined}
        title="Keeps the loops up to the focused one, and searches the rest"
      >
        {isSearching ? 'Searching' : 'Best from here'} <kbd>B</kbd>
      </button>
      <button
        class="btn nest-btn"
        type="button"
        onClick={() => void makeItMine()}
        disabled={why !== undefined}
        title={why ?? 'Writes the order into the mapping file'}
      >
        Make it mine <kbd>M</kbd>
      </button>
    </>
  );
}

/** Steps from the best nest to this one; each can be gone back to. */
function Trail(): JSX.Element {
  const made = steps.value;
  const now = held.value;
  const nest = current.value;
  const heldLabel = now === undefined || nest === undefined ? undefined : labelOfHeld(now, nest);
  const all = ['best found', ...made.map(({ label }) => label)];
  return (
    <div class="trail">
      <ol>
        {all.map((label, count) => (
          <li key={`${count} ${label}`}>
            {count > 0 ? <span aria-hidden="true">›</span> : null}
            <button
              type="button"
              class={`step${count === made.length && now === undefined ? ' now' : ''}`}
              aria-current={count === made.length ? 'step' : undefined}
              onClick={() => {
                if (count !== made.length) backTo(count);
              }}
            >
              {label}
            </button>
          </li>
        ))}
        {heldLabel === undefined ? null : (
          <li>
            <span aria-hidden="true">›</span>
            <span class="step now">{heldLabel}</span>
          </li>
        )}
      </ol>
      <span class="hints">
        {now === undefined ? (
          <>
            <kbd>↑</kbd>
            <kbd>↓</kbd> choose <kbd>Space</kbd> take <kbd>Alt ↑</kbd>
            <kbd>Alt ↓</kbd> border
          </>
        ) : (
          <>
            <kbd>Space</kbd> drop <kbd>Esc</kbd> put back <kbd>↑</kbd>
            <kbd>↓</kbd> move on <kbd>⇧</kbd> best borders
          </>
        )}
      </span>
    </div>
  );
}

/** What letting go of it would be called. */
function labelOfHeld(now: HeldLoop | HeldBorder, nest: Nest): string {
  if (now.kind === 'border') return borderLabel(now.nest, now.operand, now.level);
  const loop = nest.loops[now.from];
  if (loop === undefined) return '';
  if (now.joins !== undefined) return `${loopText(loop)} joined`;
  return sameNest(now.place.nest, nest) ? `${loopText(loop)} in the hand` : moveLabel(now.place.nest, now.place);
}

function NestDrawing({ layer }: { readonly layer: OpenedLayer }): JSX.Element | null {
  const now = held.value;
  const cost = shownCost.value;
  const byPointer = now?.kind === 'loop' && now.by === 'pointer';
  // Rows do not slide about below a pointer: targets stay where they are.
  const nest = byPointer ? current.value : shown.value;
  const spot =
    now?.kind === 'loop' && now.by === 'keys' && now.place.at !== now.from
      ? now.from + (now.place.at < now.from ? 1 : 0)
      : undefined;
  const layout = useMemo(
    () => (nest === undefined ? undefined : layoutOf(nest, rowHeightFor(nest.loops.length), spot)),
    [nest, spot],
  );
  if (nest === undefined || layout === undefined || cost === undefined) return null;
  const line = lineAt(layout.rows, layout.height);
  const operands = [...nest.boundaries.keys()];
  return (
    <div class={`nest-grid${layout.rowHeight < 56 ? ' dense-rows' : ''}`} style={{ '--operands': operands.length }}>
      <div class="nest-heads">
        <span class="faint">outermost first</span>
        {operands.map((operand, index) => (
          <span
            key={operand}
            class={`colhead${index === column.value ? ' chosen' : ''}${lit.value.operand === operand ? ' lit' : ''}`}
          >
            <b>{operand}</b> {operandHead(layer, operand)}
          </span>
        ))}
      </div>
      <div class="nest-body" data-nest style={{ height: `${layout.height}px` }}>
        <LoopRows layer={layer} nest={nest} layout={layout} />
        {operands.map((operand) => (
          <OperandColumn key={operand} layer={layer} operand={operand} nest={nest} layout={layout} cost={cost} />
        ))}
        {line === undefined ? null : <div class="insert" style={{ transform: `translateY(${line}px)` }} />}
      </div>
    </div>
  );
}

/** Where the loop in the hand would go. */
function lineAt(
  rows: readonly { readonly top: number; readonly height: number }[],
  height: number,
): number | undefined {
  const now = held.value;
  if (now?.kind !== 'loop' || now.joins !== undefined) return undefined;
  const { at, side } = now.place;
  if (now.by === 'keys') return at === now.from ? undefined : rows[at]?.top;
  if (side === 'home') return undefined;
  // Rows beside the gap, in the nest as it was.
  const inner = rows[at > now.from ? at : at - 1];
  const outer = rows[at >= now.from ? at + 1 : at];
  if (side === 'inner' && inner !== undefined) return inner.top;
  return outer === undefined ? (at === 0 ? height : 0) : outer.top + outer.height;
}

function Spatial({ layer }: { readonly layer: OpenedLayer }): JSX.Element {
  const { source } = layer.nest.problem.spatialMapping;
  const used = source.map(({ arrayDimension, unrollings }) => ({
    arrayDimension,
    text: unrollings
      .filter(({ factor }) => factor > 1)
      .map(({ dimension, factor }) => `${dimension}\u00a0${Math.round(factor * 100) / 100}`)
      .join(', '),
  }));
  return (
    <div class="on-array">
      <span>at once, on the array</span>
      <span class="boxes">
        {used
          .filter(({ text }) => text !== '')
          .map(({ arrayDimension, text }) => (
            <span key={arrayDimension} class="box">
              <b>{text}</b> on {arrayDimension}
            </span>
          ))}
        <span class="legend">
          <i class="dot" /> brings new data <i class="dot re" /> works on the same data
        </span>
      </span>
    </div>
  );
}
