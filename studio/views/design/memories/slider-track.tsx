import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { changeOf, figureText } from '../../../parts/figures.ts';
import type { Slider } from '../../../state/project.ts';
import type { CurvePoint, curveQuantity } from '../../../store/curves.ts';
import { project } from '../../../store/project.ts';
import { isCurrent, lastFound, pinnedFound } from '../../../store/search.ts';
import { builtInText } from '../../../store/texts.ts';
import { numberAt } from '../../../text/numbers.ts';
import { positionOf, powerFrom, powersOf, stepFrom, stopAt } from '../../../text/slider-values.ts';
import { endNumbers, setNumbers, sliderText } from '../edit-text.ts';

const WIDTH = 408;
const FROM = 12;
const TO = 396;
const TRACK = 32;
/** The curve lies between these heights. */
const CURVE_TOP = 4;
const CURVE_BOTTOM = 22;
/** The thumb stays on A within so many pixels. */
const SNAP = 4;
const MOST_TICKS = 4;

type CurveQuantity = ReturnType<typeof curveQuantity>;
const UNITS: Readonly<Record<CurveQuantity, 'pJ' | 'cycles' | 'pJ·cycles'>> = {
  energy: 'pJ',
  latency: 'cycles',
  product: 'pJ·cycles',
};

interface TrackProps {
  readonly slider: Slider;
  readonly value: number;
  readonly title: string;
  readonly quantity: CurveQuantity;
  readonly points: readonly CurvePoint[];
  readonly onUnpin: () => void;
}

/** The slider itself: a drawing to drag, with the keys of a slider. */
export function SliderTrack(props: TrackProps): JSX.Element {
  const { slider, value, title, quantity, points } = props;
  const [isHeld, hold] = useState(false);
  const [isTyping, type] = useState(false);
  const at = (one: number): number => FROM + (TO - FROM) * positionOf(slider, one);
  const pinned = pinnedValue(slider);
  const gesture = `slider ${JSON.stringify([slider.file, slider.paths])}`;
  const moveTo = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * WIDTH;
    const near = pinned !== undefined && Math.abs(at(pinned) - x) <= SNAP ? pinned : undefined;
    setNumbers(slider, near ?? stopAt(slider, (x - FROM) / (TO - FROM)), gesture);
  };
  if (isTyping) return <TypedValue {...props} onDone={() => type(false)} />;
  return (
    <div
      class={`track${isHeld ? ' is-held' : ''}`}
      role="slider"
      tabIndex={0}
      aria-label={title}
      aria-valuemin={slider.least}
      aria-valuemax={slider.most}
      aria-valuenow={value}
      aria-valuetext={spoken(slider, value, quantity)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        hold(true);
        moveTo(event);
      }}
      onPointerMove={(event) => {
        if (isHeld) moveTo(event);
      }}
      onPointerUp={() => {
        hold(false);
        endNumbers();
      }}
      onPointerCancel={() => {
        hold(false);
        endNumbers();
      }}
      onKeyDown={(event) => {
        const next = nextByKey(slider, value, event);
        if (next !== undefined) {
          setNumbers(slider, next, `${gesture} by key`);
          endNumbers();
        } else if (event.key === 'Enter') type(true);
        else if (event.key === 'Delete' || event.key === 'Backspace') props.onUnpin();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <svg class="chart" viewBox={`0 0 ${WIDTH} 50`} aria-hidden="true">
        <Curve slider={slider} value={value} quantity={quantity} points={points} at={at} />
        <line x1={FROM} x2={TO} y1={TRACK} y2={TRACK} stroke="var(--line)" stroke-width="3" stroke-linecap="round" />
        {isHeld && pinned !== undefined ? (
          <line x1={at(pinned)} x2={at(value)} y1={TRACK} y2={TRACK} stroke="var(--link)" stroke-width="3" />
        ) : null}
        {ticksOf(slider).map((tick) => (
          <g key={tick}>
            <line x1={at(tick)} x2={at(tick)} y1="36" y2="39" stroke="var(--control)" />
            <text class="lab" x={at(tick)} y="49" font-size="10" text-anchor="middle">
              {tickText(slider, tick)}
            </text>
          </g>
        ))}
        {pinned === undefined ? null : (
          <g>
            <rect x={at(pinned) - 6} y="26" width="12" height="12" rx="3" fill="var(--page)" stroke="var(--control)" />
            <text x={at(pinned)} y="35.5" font-size="9" font-weight="650" text-anchor="middle">
              A
            </text>
          </g>
        )}
        <circle class="halo-ring" cx={at(value)} cy={TRACK} r="12" />
        <circle
          cx={at(value)}
          cy={TRACK}
          r="7"
          fill={isHeld ? 'var(--link)' : 'var(--page)'}
          stroke="var(--link)"
          stroke-width="2.5"
        />
        {isHeld ? <Bubble x={at(value)} text={sliderText(slider, value)} /> : null}
      </svg>
    </div>
  );
}

function Bubble({ x, text }: { readonly x: number; readonly text: string }): JSX.Element {
  const width = 14 + text.length * 6.2;
  return (
    <g>
      <rect x={x - width / 2} y="2" width={width} height="17" rx="4" fill="var(--ink)" />
      <text x={x} y="14" fill="var(--page)" text-anchor="middle" font-weight="600">
        {text}
      </text>
    </g>
  );
}

/** What other values give, and where the least is. */
function Curve(props: {
  readonly slider: Slider;
  readonly value: number;
  readonly quantity: CurveQuantity;
  readonly points: readonly CurvePoint[];
  readonly at: (value: number) => number;
}): JSX.Element | null {
  const { slider, value, quantity, points, at } = props;
  const known = points.flatMap(({ value: x, totals }) =>
    totals === undefined || x < slider.least || x > slider.most ? [] : [{ x, y: totals[quantity] }],
  );
  const values = known.map(({ y }) => y);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (known.length < 2) return null;
  const height = (y: number): number =>
    most === least ? CURVE_BOTTOM : CURVE_BOTTOM - ((CURVE_BOTTOM - CURVE_TOP) * (y - least)) / (most - least);
  const best = known.find(({ y }) => y === least);
  const own = known.find(({ x }) => x === value);
  const isFlat = most === least;
  const showsLeast = best !== undefined && !isFlat && Math.abs(at(best.x) - at(value)) > 14;
  return (
    <g>
      <path
        d={`M${known.map(({ x, y }) => `${at(x).toFixed(1)} ${height(y).toFixed(1)}`).join('L')}`}
        fill="none"
        stroke="var(--way)"
        stroke-width="1.25"
      />
      {known.map(({ x, y }) => (
        <circle key={x} cx={at(x)} cy={height(y)} r="1.6" fill="var(--way)">
          <title>{`${sliderText(slider, x)}: ${figureText(y, UNITS[quantity])}`}</title>
        </circle>
      ))}
      {showsLeast && best !== undefined ? (
        <>
          <circle cx={at(best.x)} cy={height(best.y)} r="3" fill="none" stroke="var(--gain)" stroke-width="1.5" />
          <text class="lab halo" x={at(best.x)} y={height(best.y) - 7} font-size="10" text-anchor="middle">
            least
          </text>
        </>
      ) : null}
      {own === undefined ? null : (
        <>
          <line x1={at(value)} x2={at(value)} y1={height(own.y)} y2="30" stroke="var(--link)" />
          <circle cx={at(value)} cy={height(own.y)} r="3" fill="var(--link)" />
        </>
      )}
    </g>
  );
}

/** A value typed by hand, as the file has it. */
function TypedValue({ slider, value, title, onDone }: TrackProps & { readonly onDone: () => void }): JSX.Element {
  const accept = (text: string): void => {
    const typed = Number(text);
    if (text.trim() !== '' && Number.isFinite(typed) && typed >= 0) setNumbers(slider, typed);
    endNumbers();
    onDone();
  };
  return (
    <input
      class="typed"
      aria-label={`${title}, as the file has it`}
      defaultValue={String(value)}
      inputMode="decimal"
      ref={(input) => input?.focus()}
      onBlur={onDone}
      onKeyDown={(event) => {
        if (event.key === 'Enter') accept(event.currentTarget.value);
        else if (event.key === 'Escape') onDone();
        event.stopPropagation();
      }}
    />
  );
}

function nextByKey(slider: Slider, value: number, { key, shiftKey }: KeyboardEvent): number | undefined {
  const direction = key === 'ArrowRight' || key === 'ArrowUp' ? 1 : key === 'ArrowLeft' || key === 'ArrowDown' ? -1 : 0;
  if (direction !== 0) return shiftKey ? powerFrom(slider, value, direction) : stepFrom(slider, value, direction);
  if (key === 'PageUp' || key === 'PageDown') return powerFrom(slider, value, key === 'PageUp' ? 1 : -1);
  if (key === 'Home') return slider.least;
  return key === 'End' ? slider.most : undefined;
}

/** The value of state A, where it is within the ends. */
function pinnedValue({ file, paths, least, most }: Slider): number | undefined {
  const pinned = project.value.pinned?.files[file];
  const [path = []] = paths;
  if (pinned === undefined || pinned.source === 'model') return undefined;
  const text = pinned.source === 'text' ? pinned.text : builtInText(file, pinned.name);
  const value = text === undefined ? undefined : numberAt(text, path);
  return value === undefined || value < least || value > most ? undefined : value;
}

/** The ends and about two powers of two between. */
function ticksOf(slider: Slider): readonly number[] {
  const powers = powersOf(slider);
  const step = Math.max(1, Math.round((powers.length - 1) / (MOST_TICKS - 1)));
  const inner = powers.filter((_, index) => index > 0 && index < powers.length - 1 && index % step === 0);
  const isFar = (tick: number): boolean => positionOf(slider, tick) < 0.85 && positionOf(slider, tick) > 0.12;
  return [slider.least, ...inner.filter(isFar), slider.most];
}

function tickText(slider: Slider, value: number): string {
  const [path = []] = slider.paths;
  return sliderText({ ...slider, paths: [path] }, value).replace(/\u00a0(bit\/cycle|pJ|mm²)$/, '');
}

/** `512 KiB, energy 1.837 mJ, 8.9 % less than A`. */
function spoken(slider: Slider, value: number, quantity: CurveQuantity): string {
  const now = isCurrent.value ? lastFound.value?.result.totals[quantity] : undefined;
  if (now === undefined) return sliderText(slider, value);
  const before = pinnedFound.value?.result.totals[quantity];
  const change = before === undefined ? undefined : changeOf(now, before);
  const compared = change === undefined ? '' : change.kind === 'same' ? ', as in A' : `, ${change.text} against A`;
  return `${sliderText(slider, value)}, ${quantity} ${figureText(now, UNITS[quantity])}${compared}`;
}
