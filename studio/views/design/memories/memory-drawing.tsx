import type { JSX } from 'preact';
import { scaleFor } from '../../../../src/base/number-text.ts';
import { textWidth } from '../../../../src/charts/drawing/text-width.ts';
import type { DesignResult, DrawnMemory } from '../../../engine/result/design-result.ts';
import { colourOf } from '../../../parts/bars.tsx';
import { bytesText, columnText, figureText, percentText, sizeText } from '../../../parts/figures.ts';
import { keepLit, lit, pointAt, showPlace } from '../../../store/view.ts';
import { type DrawingLayout, layOut, type Place, type PlacedWay, WIDTH } from './drawing-layout.ts';

/** The memories above the array, with what moves between them. A click leads to the line of the file. */
export function MemoryDrawing({ result }: { readonly result: DesignResult }): JSX.Element | null {
  const { hierarchy, totals, energyTable } = result;
  if (hierarchy === undefined) return null;
  const layout = layOut(hierarchy);
  const { array } = layout;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with buttons in it is no field set
    <svg
      class="chart memory-drawing"
      viewBox={`0 0 ${WIDTH} ${layout.height}`}
      width="100%"
      role="group"
      aria-label="Memory hierarchy"
    >
      {layout.ways.map((placed) => (
        <Way key={`${placed.way.operand} ${placed.way.upper}`} placed={placed} largest={largestBits(layout)} />
      ))}
      {layout.memories.map((placed) => (
        <MemoryBox key={placed.memory.name} result={result} memory={placed.memory} place={placed} />
      ))}
      <Pressable
        label={`array ${hierarchy.array.sizes}, ${figureText(energyTable.operations, 'pJ')}`}
        colour="mac"
        onPress={() => showPlace({ file: 'accelerator', path: ['operational_array'] })}
      >
        <rect {...array} rx="6" fill="var(--array)" stroke="var(--way)" />
        <Pair
          place={array}
          line={0}
          left={`array ${hierarchy.array.sizes}`}
          right={figureText(energyTable.operations, 'pJ')}
        />
        <Pair
          place={array}
          line={1}
          left={`${figureText(hierarchy.array.unitEnergy, 'pJ')} per operation`}
          right={percentText(energyTable.operations / totals.energy)}
        />
      </Pressable>
    </svg>
  );
}

function MemoryBox(props: {
  readonly result: DesignResult;
  readonly memory: DrawnMemory;
  readonly place: Place;
}): JSX.Element {
  const { result, memory, place } = props;
  const { name, sizeBits, bandwidth, copies, energy, fullest, waiting } = memory;
  const isLit = lit.value.memory === name;
  const scale = scaleFor(result.totals.energy / 10, 'pJ');
  const energyText = `${columnText(energy, scale, 1)}\u00a0${scale.symbol}`;
  const share = percentText(energy / result.totals.energy);
  const isNarrow = textWidth(name, 12, 'bold') + textWidth(energyText, 12) + 34 > place.width;
  const size = sizeText(sizeBits);
  const detail =
    place.width < 160
      ? copies > 1
        ? `${copies.toLocaleString('en').replaceAll(',', '\u202f')} ×`
        : size
      : `${size}, ${figureText(bandwidth, 'bit/cycle')}`;
  const barY = place.y + place.height - 12;
  const barWidth = place.width - 20;
  return (
    <Pressable
      label={`${name}, ${size}, ${figureText(bandwidth, 'bit/cycle')}, ${energyText}`}
      colour={colourOf(result, name)}
      onPress={() => {
        keepLit({ memory: name });
        showPlace({ file: 'accelerator', path: ['memories', name] });
      }}
      onPoint={(isPointed) => pointAt(isPointed ? { memory: name } : undefined)}
    >
      <rect
        x={place.x}
        y={place.y}
        width={place.width}
        height={place.height}
        rx="6"
        fill={isLit ? 'var(--select)' : 'var(--panel)'}
        stroke="var(--colour)"
        stroke-width={isLit ? 2.5 : 1.5}
      />
      <Pair
        place={place}
        line={0}
        left={shortened(name, place.width - (isNarrow ? 20 : 34 + textWidth(energyText, 12)))}
        right={isNarrow ? '' : energyText}
      />
      <Pair
        place={place}
        line={1}
        left={isNarrow && textWidth(detail, 11) + textWidth(energyText, 11) + 28 > place.width ? '' : detail}
        right={isNarrow ? energyText : share}
      />
      {waiting === undefined ? null : (
        <text class="waiting-port" x={place.x + 10} y={place.y + 49} fill="var(--alert)">
          {fitting(
            place.width - 20,
            `${waiting.port}: the array waits ${figureText(waiting.cycles, 'cycles')} for it`,
            `waits ${figureText(waiting.cycles, 'cycles')}`,
          )}
        </text>
      )}
      <rect x={place.x + 10} y={barY} width={barWidth} height="4" rx="2" fill="var(--line)" />
      <rect x={place.x + 10} y={barY} width={barWidth * Math.min(1, fullest)} height="4" rx="2" fill="var(--colour)">
        <title>{`${percentText(fullest)} in use in the fullest layer`}</title>
      </rect>
    </Pressable>
  );
}

/** A line of a box: the first is its heading. */
function Pair(props: {
  readonly place: Place;
  readonly line: number;
  readonly left: string;
  readonly right: string;
}): JSX.Element {
  const { place, line, left, right } = props;
  const y = place.y + 19 + 16 * line;
  return (
    <>
      <text x={place.x + 10} y={y} {...(line === 0 ? { 'font-weight': 650, 'font-size': 12 } : { class: 'lab' })}>
        {left}
      </text>
      <text
        x={place.x + place.width - 10}
        y={y}
        text-anchor="end"
        {...(line === 0 ? { 'font-size': 12 } : { class: 'lab' })}
      >
        {right}
      </text>
    </>
  );
}

function Pressable(props: {
  readonly label: string;
  readonly colour: string;
  readonly onPress: () => void;
  readonly onPoint?: (isPointed: boolean) => void;
  readonly children: JSX.Element | readonly (JSX.Element | null)[];
}): JSX.Element {
  const { label, colour, onPress, onPoint, children } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no button element
    <g
      class={`pressable ${colour}`}
      role="button"
      tabIndex={0}
      aria-label={label}
      onClick={onPress}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onPress();
      }}
      onPointerEnter={() => onPoint?.(true)}
      onPointerLeave={() => onPoint?.(false)}
    >
      {children}
    </g>
  );
}

/** Half the distance between two arrows of one way. */
const APART = 13;

function Way(props: { readonly placed: PlacedWay; readonly largest: number }): JSX.Element {
  const { way, x, top, bottom, isFirst } = props.placed;
  const { bitsDown, bitsUp, name } = way;
  const both = bitsDown > 0 && bitsUp > 0;
  const equal = both && bytesText(bitsDown) === bytesText(bitsUp);
  const strength = (bits: number): number => 1.6 + (6.4 * Math.log1p(bits)) / Math.log1p(Math.max(1, props.largest));
  const middle = (top + bottom) / 2;
  const title = isFirst ? name : '';
  return (
    <g>
      {bitsDown > 0 ? <Arrow x={both ? x - APART : x} from={top} to={bottom} width={strength(bitsDown)} /> : null}
      {bitsUp > 0 ? <Arrow x={both ? x + APART : x} from={bottom} to={top} width={strength(bitsUp)} /> : null}
      {both && !equal ? (
        <>
          <Label x={x - APART - 9} y={middle} anchor="end" name="" text={bytesText(bitsDown)} />
          <Label x={x + APART + 9} y={middle} anchor="start" name={title} text={bytesText(bitsUp)} />
        </>
      ) : bitsDown + bitsUp > 0 ? (
        <Label
          x={x + (both ? APART : 0) + 10}
          y={middle}
          anchor="start"
          name={title}
          text={both ? `${bytesText(bitsUp)} each way` : bytesText(bitsDown + bitsUp)}
        />
      ) : null}
    </g>
  );
}

function Arrow(props: {
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}): JSX.Element {
  const { x, from, to, width } = props;
  const side = to > from ? 1 : -1;
  const tip = to - side;
  const half = width / 2 + 3.5;
  return (
    <>
      <path d={`M${x} ${from}V${tip - 7 * side}`} stroke="var(--way)" stroke-width={width} fill="none" />
      <path d={`M${x - half} ${tip - 8 * side}L${x} ${tip}L${x + half} ${tip - 8 * side}Z`} fill="var(--way)" />
    </>
  );
}

function Label(props: {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly name: string;
  readonly text: string;
}): JSX.Element {
  const { x, y, anchor, name, text } = props;
  return (
    <text class="lab halo" x={x} y={y + 3} text-anchor={anchor}>
      {name === '' ? null : (
        <tspan font-weight="650" fill="var(--ink)">
          {name}{' '}
        </tspan>
      )}
      {text}
    </text>
  );
}

function largestBits({ ways }: DrawingLayout): number {
  return Math.max(0, ...ways.flatMap(({ way }) => [way.bitsDown, way.bitsUp]));
}

/** The longer text where it fits. */
function fitting(width: number, long: string, short: string): string {
  return textWidth(long, 11, 'bold') <= width ? long : short;
}

/** Names of any length stay in their box. */
function shortened(name: string, width: number): string {
  if (textWidth(name, 12, 'bold') <= width) return name;
  let end = name.length;
  while (end > 1 && textWidth(`${name.slice(0, end)}…`, 12, 'bold') > width) end--;
  return `${name.slice(0, end)}…`;
}
