import type { JSX } from 'preact';

export default function SweepView(): JSX.Element {
  return <main class="panes sweep" id="main" />;
}
