import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Markup } from '../../src/charts/drawing/svg.ts';

/** Markup of the library's own drawings, in which all texts are escaped already. */
export function Drawing({
  markup,
  class: name = '',
}: {
  readonly markup: Markup;
  readonly class?: string;
}): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current !== null) box.current.innerHTML = markup.markup;
  }, [markup.markup]);
  return <div ref={box} class={name} />;
}
