import { signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { VIEW_TITLES, type View, view } from '../store/view.ts';

/** Views load their code when they are first opened. Each has a module of its own with the view as `default`. */
const LOADERS: Readonly<Record<View, () => Promise<{ readonly default: ComponentType }>>> = {
  design: () => import('../views/design/design-view.tsx'),
  nest: () => import('../views/nest/nest-view.tsx'),
  sweep: () => import('../views/sweep/sweep-view.tsx'),
  compare: () => import('../views/compare/compare-view.tsx'),
  explain: () => import('../views/explain/explain-view.tsx'),
};

const loaded = signal<Partial<Record<View, ComponentType>>>({});
const asked = new Set<View>();

function load(name: View): void {
  if (asked.has(name)) return;
  asked.add(name);
  LOADERS[name]().then(
    ({ default: component }) => {
      loaded.value = { ...loaded.peek(), [name]: component };
    },
    () => asked.delete(name),
  );
}

/** The view that is open. */
export function ViewFrame(): JSX.Element {
  const name = view.value;
  const Shown = loaded.value[name];
  if (Shown === undefined) load(name);
  return (
    <>
      <h1 class="hidden">{VIEW_TITLES[name]}</h1>
      {Shown === undefined ? <main class={`panes ${name}`} id="main" /> : <Shown />}
    </>
  );
}
