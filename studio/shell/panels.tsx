import { signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { openPanel } from '../store/view.ts';

type PanelName = NonNullable<typeof openPanel.value>;

/** Panels load their code when they are first opened. */
const LOADERS: Partial<Record<PanelName, () => Promise<{ readonly default: ComponentType }>>> = {
  commands: () => import('./panels/commands-panel.tsx'),
  keys: () => import('./panels/keys-panel.tsx'),
  share: () => import('../share/share-panel.tsx'),
};

const loaded = signal<Partial<Record<PanelName, ComponentType>>>({});

/** The panel that is open. */
export function Panels(): JSX.Element | null {
  const name = openPanel.value;
  if (name === undefined) return null;
  const Shown = loaded.value[name];
  if (Shown !== undefined) return <Shown />;
  void LOADERS[name]?.().then(({ default: component }) => {
    loaded.value = { ...loaded.peek(), [name]: component };
  });
  return null;
}
