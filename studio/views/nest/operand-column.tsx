import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { borderLabel, loopsText } from '../../nest/loop-words.ts';
import { borderRange, type Nest } from '../../nest/moves.ts';
import type { MemoryFill, NestCost } from '../../nest/nest-costs.ts';
import type { NestLayout, PlacedBlock } from '../../nest/nest-layout.ts';
import { bringsNewData, isProduct, loopsHeld } from '../../nest/overflow.ts';
import { colourOf } from '../../parts/bars.tsx';
import { lit, pointAt } from '../../store/view.ts';
import { bitsShown, bitsText, fillText } from './cost-words.ts';
import { pressBorder, stuck } from './hand/drag.ts';
import { stepBorder } from './hand/nest-actions.ts';
import { column, held, type OpenedLayer, operandNames, shown } from './hand/nest-state.ts';

interface ColumnProps {
  readonly layer: OpenedLayer;
  readonly operand: string;
  /** Nest of which the loops are drawn, and what the nest on screen costs: not the same while a pointer holds a loop. */
  readonly nest: Nest;
  readonly layout: NestLayout;
  readonly cost: NestCost;
}

/** The memories of one operand, as blocks beside the loops. */
export function OperandColumn(props: ColumnProps): JSX.Element {
  const { layer, operand, nest, layout } = props;
  const { problem } = layer.nest;
  const blocks = layout.blocks.filter((block) => block.operand === operand);
  const isChosen = operandNames.value[column.value] === operand;
  const dots = useMemo(
    () =>
      nest.loops.map((loop, at) => {
        const row = layout.rows[at] ?? { top: 0, height: 0 };
        const isNew = bringsNewData(problem, operand, loop.dimension);
        return (
          <span
            key={`${loop.dimension} ${at}`}
            class={`rel${isNew ? '' : ' re'}`}
            style={{ transform: `translateY(${row.top + row.height / 2 - 10}px)` }}
            aria-hidden="true"
          >
            <i />
            {isNew ? null : (
              <>
                <s>reuse&nbsp;</s>×{loop.size}
              </>
            )}
          </span>
        );
      }),
    [problem, operand, nest, layout],
  );
  return (
    <section class={`operand-column${isChosen ? ' chosen' : ''}`} aria-label={`Memories of ${operand}`}>
      {blocks.map((block) => (
        <MemoryBlock key={block.level} {...props} block={block} />
      ))}
      {dots}
      {blocks.slice(0, -1).map((block) => (
        <BorderPill key={`border ${block.level}`} layer={layer} operand={operand} block={block} nest={nest} />
      ))}
    </section>
  );
}

export function memoryAt({ nest: { problem } }: OpenedLayer, operand: string, level: number): string {
  return problem.operands.find(({ name }) => name === operand)?.memories[level]?.name ?? '';
}

/** What a memory holds, in words and as a bar. */
export interface BlockText {
  readonly memory: string;
  readonly isOver: boolean;
  /** Loops that decide it, transfers, or nothing. */
  readonly detail: string;
  readonly fill: MemoryFill | undefined;
  readonly isOutermost: boolean;
}

export function blockText(layer: OpenedLayer, nest: Nest, cost: NestCost, operand: string, level: number): BlockText {
  const { problem } = layer.nest;
  const memory = memoryAt(layer, operand, level);
  const ends = nest.boundaries.get(operand) ?? [];
  const fill = cost.fills.find((one) => one.memory === memory);
  const isOver = fill !== undefined && fill.heldBits > fill.capacityBits;
  const isOutermost = level === ends.length - 1;
  const own = nest.loops.slice(ends[level - 1] ?? 0, ends[level]);
  const transfers = own.reduce((product, { size }) => product * size, 1);
  const loops = loopsHeld(problem, nest, operand, level);
  const detail = isOver
    ? loops.length === 0
      ? 'one element'
      : loopsText(loops, isProduct(problem, operand) ? ' × ' : ', ')
    : own.length === 0
      ? 'no loops'
      : isOutermost
        ? transfers === 1
          ? 'one transfer'
          : `${transfers} transfers`
        : '';
  return { memory, isOver, detail, fill, isOutermost };
}

function MemoryBlock(props: ColumnProps & { readonly block: PlacedBlock }): JSX.Element {
  const { layer, operand, cost, block } = props;
  const nest = shown.value ?? props.nest;
  const { memory, isOver, detail, fill, isOutermost } = blockText(layer, nest, cost, operand, block.level);
  const isLow = block.height < 62;
  const isLit = lit.value.memory === memory;
  const title = fill === undefined ? memory : blockTitle(fill);
  const showsFill = fill !== undefined && !isOutermost && (block.loops > 0 || isOver);
  return (
    <div
      class={`mem ${colourOf(layer.state.result, memory)}${isOver ? ' over' : ''}${isLow ? ' low' : ''}${isLit ? ' lit' : ''}`}
      style={{ transform: `translateY(${block.top + 4}px)`, height: `${block.height - 8}px` }}
      title={title}
      data-memory={memory}
      onPointerEnter={() => pointAt({ memory, operand, layer: layer.index })}
      onPointerLeave={() => pointAt(undefined)}
    >
      <b>{memory}</b>
      {detail === '' ? null : <span class="cap">{detail}</span>}
      {showsFill ? <span class={isOver ? 'what' : 'cap'}>{fillText(fill)}</span> : null}
      {showsFill && !isLow ? <Meter fill={fill} operand={operand} /> : null}
    </div>
  );
}

function blockTitle({ memory, capacityBits, parts }: MemoryFill): string {
  const texts = parts.map(({ operand, usedBits }) => `${operand} ${bitsText(usedBits)}`);
  return `${memory}: ${texts.join(', ')} of ${bitsText(capacityBits)}`;
}

/** How full a memory is: the operand's own part, then that of others, and a line where it is full. */
export function Meter({ fill, operand }: { readonly fill: MemoryFill; readonly operand: string }): JSX.Element {
  const { heldBits, capacityBits, parts } = fill;
  const isOver = heldBits > capacityBits;
  const whole = Math.max(heldBits, capacityBits);
  const part = parts.find((one) => one.operand === operand);
  const own = (isOver ? part?.bits : part?.usedBits) ?? 0;
  const share = (bits: number): string => `scaleX(${Math.min(1, bits / whole)})`;
  const limit = `${(100 * capacityBits) / whole}%`;
  return (
    <span class="meter">
      <i class="all" style={{ transform: share(Math.min(bitsShown(fill), capacityBits)) }} />
      <i style={{ transform: share(Math.min(own, capacityBits)) }} />
      {isOver ? <i class="excess" style={{ left: limit }} /> : null}
      {isOver ? <i class="limit" style={{ left: limit }} /> : null}
    </span>
  );
}

function BorderPill(props: {
  readonly layer: OpenedLayer;
  readonly operand: string;
  readonly block: PlacedBlock;
  readonly nest: Nest;
}): JSX.Element {
  const { layer, operand, block, nest } = props;
  const { level } = block;
  const now = held.value;
  const isHeld = now?.kind === 'border' && now.operand === operand && now.level === level;
  const why = stuck(nest, operand, level);
  const names = `between ${memoryAt(layer, operand, level + 1)} and ${memoryAt(layer, operand, level)}`;
  const end = nest.boundaries.get(operand)?.[level] ?? 0;
  const [least, most] = borderRange(nest, operand, level);
  return (
    <button
      type="button"
      class={`border-pill${isHeld ? ' held' : ''}${why === undefined ? '' : ' stuck'}`}
      style={{ transform: `translate(-50%, ${block.top - 7}px)` }}
      aria-label={`Border of ${operand} ${names}, ${borderLabel(nest, operand, level).replace(/^border of \S+ /, '')}`}
      title={why ?? `Border of ${operand} ${names}: drag it, or Alt ↑ ↓`}
      aria-disabled={least === most}
      data-border={`${operand} ${level}`}
      data-end={end}
      onPointerDown={(event) => pressBorder(event, operand, level)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
        event.preventDefault();
        event.stopPropagation();
        stepBorder(operand, level, event.key === 'ArrowUp' ? 1 : -1);
      }}
    >
      <i class="lines" />
    </button>
  );
}

/** Bits of one element, and what a dimension means to an operand, for the heads of columns. */
export function operandHead({ nest: { problem } }: OpenedLayer, operand: string): string {
  const one = problem.operands.find(({ name }) => name === operand);
  if (one === undefined) return '';
  const noun = one.isOutput ? 'output' : operand === 'W' ? 'weights' : operand === 'I' ? 'input' : '';
  const bits = `${one.partialPrecision} bit`;
  const finished = one.partialPrecision === one.finalPrecision ? '' : `, ${one.finalPrecision} when finished`;
  return [noun, `${bits}${finished}`].filter((part) => part !== '').join(', ');
}
