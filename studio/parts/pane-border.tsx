import type { JSX } from 'preact';
import { forget, recall, remember } from '../state/remembered.ts';

/** Pixels that a key moves a border. */
const STEP = 16;
const LEAST = 220;
const MOST = 900;

/** The border at the right of a pane: dragged, or moved by arrow keys. Its place is remembered in this browser, not in the link. */
export function PaneBorder({ name }: { readonly name: string }): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between texts cannot be moved
    <div
      class="pane-border"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the pane"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={widthOf(name)}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
        setWidth(name, event.clientX - left);
      }}
      onDblClick={() => {
        document.documentElement.style.removeProperty(`--${name}`);
        forget(name);
      }}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
        const width = event.currentTarget.parentElement?.getBoundingClientRect().width;
        if (step === 0 || width === undefined) return;
        setWidth(name, width + step);
        event.preventDefault();
      }}
    />
  );
}

function widthOf(name: string): number {
  return Number(recall(name) ?? LEAST);
}

function setWidth(name: string, pixels: number): void {
  const width = Math.round(Math.min(MOST, Math.max(LEAST, pixels)));
  document.documentElement.style.setProperty(`--${name}`, `${width}px`);
  remember(name, String(width));
}

/** Gives borders the places that they had last. */
export function restoreBorders(names: readonly string[]): void {
  for (const name of names) {
    const width = Number(recall(name));
    if (width >= LEAST && width <= MOST) document.documentElement.style.setProperty(`--${name}`, `${width}px`);
  }
}
