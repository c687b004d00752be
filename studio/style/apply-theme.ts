import { effect } from '@preact/signals';
import { THEME } from '../../src/page/style/theme.ts';
import { recall, remember } from '../state/remembered.ts';
import { theme } from '../store/view.ts';

const KEPT_UNDER = 'theme';

/** Gives the page the colours of the report, and the appearance that was chosen last. */
export function applyTheme(): void {
  const colours = new CSSStyleSheet();
  colours.replaceSync(THEME);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, colours];
  const chosen = recall(KEPT_UNDER);
  if (chosen === 'light' || chosen === 'dark') theme.value = chosen;
  effect(() => {
    if (theme.value === undefined) return;
    document.documentElement.dataset.theme = theme.value;
    remember(KEPT_UNDER, theme.value);
  });
}

/** Whether the page is dark now, by choice or by the system. */
export function isDark(): boolean {
  return (theme.value ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
}
