import type { JSX } from 'preact';
import type { BarPart } from './cost-bars.ts';

export * from './cost-bars.ts';

/** A bar of segments beside each other, drawn to a scale that several bars may share. */
export function StackedBar(props: {
  readonly parts: readonly BarPart[];
  readonly largest: number;
  readonly height: number;
  /** Of the state compared with: half as strong. */
  readonly isFaint?: boolean;
  /** Hears which memory is pointed at; undefined for none. */
  readonly onPoint?: (memory: string | undefined) => void;
}): JSX.Element {
  const { parts, largest, height, isFaint = false, onPoint } = props;
  const hasMarks = parts.some(({ isLit = false }) => isLit);
  const drawn = hasMarks ? height - 4 : height;
  let x = 0;
  return (
    <svg class="bar" viewBox={`0 0 1000 ${height}`} preserveAspectRatio="none" height={height} aria-hidden="true">
      {parts.map(({ value, colour, isLit = false, memory }, index) => {
        const width = largest > 0 ? (value / largest) * 1000 : 0;
        const from = x;
        x += width;
        if (width <= 0) return null;
        return (
          <>
            <rect
              key={`${index} ${colour}`}
              class={colour}
              x={from}
              width={width}
              height={drawn}
              {...(onPoint === undefined || memory === undefined
                ? {}
                : { onPointerEnter: () => onPoint(memory), onPointerLeave: () => onPoint(undefined) })}
              {...(isFaint ? { opacity: 0.5 } : {})}
            />
            {isLit ? <rect class="mark" x={from} y={height - 2.5} width={width} height={2.5} /> : null}
          </>
        );
      })}
    </svg>
  );
}
