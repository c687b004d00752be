import type { JSX } from 'preact';
import { ChosenPane } from './chosen-pane.tsx';
import { DesignsPane } from './designs-pane.tsx';
import { PlanPane } from './plan/plan-pane.tsx';

/** Pinned numbers and their values, the designs they make, and one of them. */
export default function SweepView(): JSX.Element {
  return (
    <main class="panes sweep" id="main">
      <PlanPane />
      <DesignsPane />
      <ChosenPane />
    </main>
  );
}
