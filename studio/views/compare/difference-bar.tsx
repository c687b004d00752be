import type { JSX } from 'preact';

/** A difference as a bar from the middle: to the left what became less, to the right what became more. */
export function DifferenceBar(props: {
  readonly value: number;
  /** Largest difference of the column. */
  readonly largest: number;
  readonly colour: string;
}): JSX.Element {
  const { value, largest, colour } = props;
  const width = largest === 0 ? 0 : (48 * Math.abs(value)) / largest;
  return (
    <svg class="bar difference" viewBox="0 0 100 8" preserveAspectRatio="none" height={8} aria-hidden="true">
      <line class="middle" x1={50} x2={50} y1={0} y2={8} />
      {width === 0 ? null : <rect class={colour} x={value < 0 ? 50 - width : 50} y={0} width={width} height={8} />}
    </svg>
  );
}
