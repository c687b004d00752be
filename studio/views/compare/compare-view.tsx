import type { JSX } from 'preact';

export default function CompareView(): JSX.Element {
  return <main class="panes compare" id="main" />;
}
