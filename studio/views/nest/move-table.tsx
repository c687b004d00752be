import { effect, signal, useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { loopText } from '../../nest/loop-words.ts';
import { costOfMove, type Move, type MoveCost, movesFrom, moveText } from '../../nest/move-table.ts';
import type { Nest } from '../../nest/moves.ts';
import { Segments } from '../../parts/small.tsx';
import { project } from '../../store/project.ts';
import { costText } from './cost-words.ts';
import { tryOrder } from './hand/nest-actions.ts';
import { current, focusedAt, focusedNow, held, type OpenedLayer, opened } from './hand/nest-state.ts';

type Criterion = 'latency' | 'energy';

const chosen = signal<Criterion | undefined>(undefined);

/** Costs of moves found so far, of one nest. */
interface FoundMoves {
  readonly nest: Nest;
  readonly cells: ReadonlyMap<string, MoveCost>;
}
const found = signal<FoundMoves | undefined>(undefined);

/** Milliseconds of idle time that are used at once. */
const SLICE_MS = 6;

/** Fills the table when nothing else is to be done, from the focused loop outwards. Returns what stops it. */
function fillInIdleTime(): () => void {
  let stopped = false;
  const stopEffect = effect(() => {
    const nest = current.value;
    const layer = opened.value;
    if (nest === undefined || layer === undefined || found.peek()?.nest === nest) return;
    found.value = { nest, cells: new Map() };
    const moves = [...movesFrom(nest.loops.length, focusedNow.peek())];
    const slice = (): void => {
      if (stopped || found.peek()?.nest !== nest) return;
      // What is in the hand goes first.
      if (held.peek() === undefined) {
        const cells = new Map(found.peek()?.cells);
        for (const start = performance.now(); moves.length > 0 && performance.now() - start < SLICE_MS; ) {
          const move = moves.shift();
          if (move !== undefined) cells.set(keyOf(move), costOfMove(layer.costs, nest, move));
        }
        found.value = { nest, cells };
      }
      if (moves.length > 0) whenIdle(slice);
    };
    whenIdle(slice);
  });
  return () => {
    stopped = true;
    found.value = undefined;
    stopEffect();
  };
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 20);
}

const keyOf = ({ from, at }: Move): string => `${from} ${at}`;

/** Every loop at every place, borders at their best. */
export function MoveTable({ layer }: { readonly layer: OpenedLayer }): JSX.Element | null {
  useEffect(fillInIdleTime, []);
  const nest = current.value;
  if (nest === undefined) return null;
  const criterion = chosen.value ?? (project.value.run.objective === 'energy' ? 'energy' : 'latency');
  const count = nest.loops.length;
  const places = [...nest.loops.keys()].toReversed();
  const before = layer.costs.cost(nest).evaluation?.[criterion];
  return (
    <div class={`one${count > 8 ? ' many' : ''}`}>
      <h3>
        One move away{' '}
        <small class="about">
          {criterion} with the loop of the row moved to that place, borders at their best; Enter tries it
        </small>
        <Segments
          label="What the table shows"
          value={criterion}
          options={[
            { value: 'latency', title: 'Latency' },
            { value: 'energy', title: 'Energy' },
          ]}
          onChange={(value) => {
            chosen.value = value;
          }}
        />
      </h3>
      <div class="one-scroll">
        <table onKeyDown={walkCells}>
          <thead>
            <tr>
              <th />
              {places.map((at) => (
                <th key={at} scope="col">
                  {at === count - 1 ? 'outermost' : at === 0 ? 'innermost' : count - at}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((from) => {
              const loop = nest.loops[from];
              return loop === undefined ? null : (
                <tr key={from}>
                  <th scope="row">{loopText(loop)}</th>
                  {places.map((at) => (
                    <td key={at}>
                      {from === at ? (
                        <span class="cur">here</span>
                      ) : (
                        <Cell nest={nest} from={from} at={at} criterion={criterion} before={before} />
                      )}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Cell(props: {
  readonly nest: Nest;
  readonly from: number;
  readonly at: number;
  readonly criterion: Criterion;
  readonly before: number | undefined;
}): JSX.Element {
  const { nest, from, at, criterion, before } = props;
  // Computed, so that only cells that change are drawn again.
  const cost = useComputed(() =>
    found.value?.nest === nest ? found.value.cells.get(keyOf({ from, at })) : undefined,
  ).value;
  const isHeld = useComputed(() => {
    const now = held.value;
    return now?.kind === 'loop' && now.from === from && now.place.at === at;
  }).value;
  const isNext = useComputed(() => from === focusedNow.value && Math.abs(at - from) === 1).value;
  const loop = nest.loops[from];
  const text =
    cost === undefined
      ? { text: '·', shade: 'dot' }
      : cost === 'none'
        ? { text: 'no room', shade: 'none' }
        : before === undefined
          ? { text: '–', shade: 0 }
          : moveText(before, cost[criterion]);
  const title = cost === undefined || cost === 'none' ? undefined : costText(cost);
  return (
    <button
      type="button"
      class={`cell l${text.shade}${isHeld ? ' sel' : ''}`}
      tabIndex={isNext ? 0 : -1}
      title={title}
      aria-label={`${loop === undefined ? '' : loopText(loop)} to position ${nest.loops.length - at}: ${text.text === '·' ? 'not costed yet' : text.text}`}
      disabled={cost === undefined || cost === 'none'}
      onClick={() => tryOrder(from, at)}
      onFocus={() => {
        focusedAt.value = from;
      }}
    >
      {text.text}
    </button>
  );
}

/** Arrows walk the cells, Enter tries one. */
function walkCells(event: KeyboardEvent & { readonly currentTarget: HTMLTableElement }): void {
  const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
  };
  const step = steps[event.key];
  if (step === undefined || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  const rows = [...event.currentTarget.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')]);
  const row = rows.findIndex((cells) => cells.some((cell) => cell.contains(document.activeElement)));
  const at = rows[row]?.findIndex((cell) => cell.contains(document.activeElement)) ?? -1;
  for (let y = row + step[0], x = at + step[1]; rows[y]?.[x] !== undefined; y += step[0], x += step[1]) {
    const button = rows[y]?.[x]?.querySelector('button');
    if (button instanceof HTMLButtonElement && !button.disabled) {
      button.focus();
      return;
    }
  }
}
