import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { loopText, meaningOf } from '../../nest/loop-words.ts';
import type { Nest } from '../../nest/moves.ts';
import type { NestLayout } from '../../nest/nest-layout.ts';
import { lit, pointAt } from '../../store/view.ts';
import { pressLoop } from './hand/drag.ts';
import { heldDistance } from './hand/nest-actions.ts';
import { focusedAt, focusedNow, held, type OpenedLayer } from './hand/nest-state.ts';

export function Grip(): JSX.Element {
  return (
    <svg class="grip" width="8" height="12" viewBox="0 0 8 12" fill="currentColor" aria-hidden="true">
      {[2, 6, 10].map((y) => [2, 6].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r="1" />))}
    </svg>
  );
}

/** Keys of rows that follow a loop when it moves: its text, and which of equal loops it is. */
export function rowKeys({ loops }: Nest): readonly string[] {
  const seen = new Map<string, number>();
  return loops.map((loop) => {
    const text = loopText(loop);
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return `${text} ${count}`;
  });
}

/** The loops, outermost first, and the place that one was taken from. */
export function LoopRows(props: {
  readonly layer: OpenedLayer;
  readonly nest: Nest;
  readonly layout: NestLayout;
}): JSX.Element {
  const { layer, nest, layout } = props;
  const now = held.value;
  const taken = now?.kind === 'loop' ? now : undefined;
  const byPointer = taken?.by === 'pointer';
  const heldAt = taken === undefined ? undefined : byPointer ? taken.from : taken.place.at;
  const keys = rowKeys(nest);
  const spot = byPointer ? layout.rows[taken.from] : layout.spot;
  const heldLoop = heldAt === undefined ? undefined : nest.loops[heldAt];
  const list = useRef<HTMLOListElement>(null);
  const focused = focusedNow.value;
  useEffect(() => {
    // The focus follows the loop, when it is among the loops at all.
    const element = list.current;
    if (element === null || !element.contains(document.activeElement)) return;
    const row = element.querySelector(`[data-at="${focused}"]`);
    if (row instanceof HTMLElement) row.focus({ preventScroll: byPointer });
  }, [focused, nest]);
  return (
    <ol class="loops" ref={list} aria-label="Loops, outermost first">
      {nest.loops
        .map((loop, at) => {
          const place = layout.rows[at] ?? { top: 0, height: 0 };
          const isHeld = at === heldAt;
          return (
            <li key={keys[at]}>
              <LoopRow
                text={loopText(loop)}
                dimension={loop.dimension}
                meaning={meaningOf(layer.nest.problem.layer, loop.dimension)}
                layer={layer.index}
                at={at}
                count={nest.loops.length}
                top={place.top}
                height={place.height}
                isLit={lit.value.dimension === loop.dimension}
                isFocused={at === focused}
                distance={isHeld ? heldDistance() : undefined}
              />
            </li>
          );
        })
        .toReversed()}
      {spot === undefined || heldLoop === undefined ? null : (
        <li
          class="spot"
          style={{ transform: `translateY(${spot.top + 3}px)`, height: `${spot.height - 6}px` }}
        >{`${loopText(heldLoop)} came from here`}</li>
      )}
    </ol>
  );
}

interface LoopRowProps {
  readonly text: string;
  readonly dimension: string;
  readonly meaning: string;
  readonly layer: number;
  readonly at: number;
  readonly count: number;
  readonly top: number;
  readonly height: number;
  readonly isLit: boolean;
  readonly isFocused: boolean;
  /** How far it is from its place, of the loop in the hand. */
  readonly distance: string | undefined;
}

/** One loop. What is the same as before is not drawn again: twenty of them are asked at every place of a drag. */
function LoopRow({
  text,
  dimension,
  meaning,
  layer,
  at,
  count,
  top,
  height,
  isLit,
  isFocused,
  distance,
}: LoopRowProps): JSX.Element {
  const isHeld = distance !== undefined;
  return useMemo(
    () => (
      <button
        type="button"
        class={`loop${isHeld ? ' held' : ''}${isLit ? ' lit' : ''}`}
        data-at={at}
        style={{ '--y': `${top + 4}px`, height: `${height - 8}px` }}
        tabIndex={isFocused ? 0 : -1}
        aria-pressed={isHeld}
        aria-describedby="nest-keys"
        aria-label={`${text} ${meaning}, position ${count - at} of ${count}`}
        onPointerDown={(event) => pressLoop(event, at)}
        onPointerEnter={() => pointAt({ dimension, layer })}
        onPointerLeave={() => pointAt(undefined)}
        onFocus={() => {
          if (held.peek() === undefined) focusedAt.value = at;
        }}
      >
        <Grip />
        <b>{text}</b>
        <small>
          <span>{meaning}</span>
          {isHeld ? (
            <>
              <br />
              {distance}
            </>
          ) : null}
        </small>
      </button>
    ),
    [text, dimension, meaning, layer, at, count, top, height, isLit, isFocused, distance],
  );
}
