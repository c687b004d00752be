import type { JSX } from 'preact';
import type { DesignResult } from '../../../engine/result/design-result.ts';
import { figureText, percentText } from '../../../parts/figures.ts';
import { keepLit, lit, pointAt } from '../../../store/view.ts';

const WIDTH = 536;
const HEIGHT = 300;
const LEFT = 52;
const RIGHT = 14;
const TOP = 16;
const BOTTOM = 38;

/** How fast layers run, against what the array and the outermost memories allow. */
export function Roofline({ result }: { readonly result: DesignResult }): JSX.Element {
  const { roofline, layers, totals } = result;
  const points = layers.flatMap((layer, index) => {
    const { intensity, operations, latency } = layer;
    if (intensity === undefined || latency <= 0) return [];
    return [{ layer, index, intensity, speed: operations / latency, share: latency / totals.latency }];
  });
  if (roofline === undefined || points.length === 0)
    return <p class="waiting">No layer moves anything from outside.</p>;
  const { peak, bandwidth, memories } = roofline;
  const ridge = peak / bandwidth;
  const x = scaleOf([...points.map(({ intensity }) => intensity), ridge], LEFT, WIDTH - RIGHT);
  const y = scaleOf([...points.map(({ speed }) => speed), peak], HEIGHT - BOTTOM, TOP);
  const bound = points.filter(({ intensity }) => intensity < ridge).length;
  return (
    <section class="block" aria-label="Roofline">
      <h3>
        Roofline{' '}
        <small>
          {bound} of {points.length} layers held back by {memories.join(' and ')}
        </small>
      </h3>
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label="Roofline of the layers">
        {x.ticks.map((tick) => (
          <g key={tick}>
            <line x1={x.at(tick)} x2={x.at(tick)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--hair)" />
            <text class="lab" x={x.at(tick)} y={HEIGHT - BOTTOM + 14} text-anchor="middle">
              {tickText(tick)}
            </text>
          </g>
        ))}
        {y.ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y.at(tick)} y2={y.at(tick)} stroke="var(--hair)" />
            <text class="lab" x={LEFT - 6} y={y.at(tick) + 4} text-anchor="end">
              {tickText(tick)}
            </text>
          </g>
        ))}
        <path
          d={`M${x.at(x.least)} ${y.at(Math.min(peak, bandwidth * x.least))}L${x.at(ridge)} ${y.at(peak)}H${WIDTH - RIGHT}`}
          fill="none"
          stroke="var(--way)"
          stroke-width="1.5"
        />
        {points.map(({ layer, index, intensity, speed, share }) => (
          <circle
            key={index}
            cx={x.at(intensity)}
            cy={y.at(speed)}
            r={3 + 9 * Math.sqrt(share)}
            fill={lit.value.layer === index ? 'var(--link)' : 'var(--dot)'}
            fill-opacity="0.6"
            stroke="var(--page)"
            onPointerEnter={() => pointAt({ layer: index })}
            onPointerLeave={() => pointAt(undefined)}
            onPointerDown={() => keepLit({ layer: index })}
          >
            <title>{`${layer.id} ${layer.shortName}: ${speed.toFixed(0)} MAC/cycle, ${intensity.toFixed(1)} MAC/bit, ${percentText(share)} of the cycles`}</title>
          </circle>
        ))}
        <text class="lab" x={WIDTH - RIGHT} y={HEIGHT - 4} text-anchor="end">
          MAC per bit of {memories.join(' and ')}
        </text>
        <text class="lab" x={LEFT} y={TOP - 5}>
          MAC per cycle; the array does {figureText(peak, 'MAC/cycle')}
        </text>
      </svg>
      <p class="sentence faint">
        A dot is a layer; the larger, the more of the cycles it takes. The slope is {memories.join(' and ')} with all
        ports at full width, {figureText(bandwidth, 'bit/cycle')}.
      </p>
    </section>
  );
}

/** A logarithmic scale with powers of ten, and of two where that is too few. */
function scaleOf(values: readonly number[], from: number, to: number) {
  const least = Math.min(...values) / 1.4;
  const most = Math.max(...values) * 1.4;
  const at = (value: number): number => from + ((to - from) * Math.log(value / least)) / Math.log(most / least);
  const base = most / least > 300 ? 10 : most / least > 30 ? 4 : 2;
  const ticks: number[] = [];
  for (let power = Math.ceil(Math.log(least) / Math.log(base)); base ** power <= most; power++)
    ticks.push(base ** power);
  return { at, ticks, least };
}

function tickText(value: number): string {
  return value >= 1 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
}
