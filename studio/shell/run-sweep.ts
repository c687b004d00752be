import { view } from '../store/view.ts';

/** Runs the sweep of the project, and shows it. */
export function runSweep(): void {
  view.value = 'sweep';
  void import('../store/sweep/run-sweep.ts').then(({ runSweepOfProject }) => runSweepOfProject());
}
