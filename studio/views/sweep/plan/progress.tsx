import type { JSX } from 'preact';
import { EXCEEDING, rowsWhere, statusAt } from '../../../../src/sweep-page/data/sweep-table.ts';
import { timeText } from '../../../parts/figures.ts';
import { designs, isOfProject } from '../../../store/sweep/run-sweep.ts';
import { type StartedSweep, started } from '../../../store/sweep/started-sweep.ts';
import { table } from '../sweep-data.ts';

const TITLES: Readonly<Record<StartedSweep['status'], string>> = {
  starting: 'Starting',
  running: 'Running',
  stopped: 'Stopped',
  done: 'Done',
  failed: 'Failed',
};

/** How far the sweep is, and what could not be built. */
export function Progress(): JSX.Element {
  const sweep = started.value;
  if (sweep === undefined) {
    return (
      <div class="param last">
        <p class="sentence faint">{planned(designs.value)}</p>
      </div>
    );
  }
  const total = sweep.summary?.counts.planned ?? 0;
  const done = sweep.points.length;
  return (
    <div class="param last">
      <div class="title">
        <span>{TITLES[sweep.status]}</span>
        <span class="count">
          {done} of {total} designs
        </span>
      </div>
      <div
        class="progress"
        role="progressbar"
        aria-label="Designs of the sweep"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <i style={{ width: `${(100 * done) / Math.max(1, total)}%` }} />
      </div>
      <Counts sweep={sweep} />
      {isOfProject.value ? null : (
        <p class="alertbox">These designs are of the files before the last edit. Run the sweep again.</p>
      )}
      {sweep.status === 'failed' ? (
        <div class="alertbox" role="alert">
          {sweep.findings.length === 0 ? <p>The sweep stopped: {sweep.failure}</p> : null}
          {sweep.findings.map(({ code, message, hint }) => (
            <p key={`${code}${message}`}>
              <b>{code}</b> {message}. {hint}
            </p>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function planned(count: number): string {
  return count === 0
    ? 'Nothing is swept yet.'
    : `${count === 1 ? '1 design' : `${count} designs`}, all searched in this page. Nothing is uploaded.`;
}

/** `61 costed in 3.5 s, 15 above the limit, 2 cannot be built. Two workers of this page.` */
function Counts({ sweep }: { readonly sweep: StartedSweep }): JSX.Element {
  const costed = sweep.points.filter(({ status }) => status === 'costed').length;
  const refused = sweep.points.flatMap((point) => (point.status === 'refused' ? [point] : []));
  const shown = table.value;
  const over =
    shown === undefined || shown.limits.length === 0
      ? 0
      : rowsWhere(shown, (row) => statusAt(shown, row) === EXCEEDING).length;
  const parts = [
    `${costed} costed${sweep.milliseconds === 0 ? '' : ` in ${timeText(sweep.milliseconds)}`}`,
    ...(over === 0 ? [] : [`${over} above the limit`]),
  ];
  const workers = sweep.threads === 1 ? 'One worker of this page.' : `${sweep.threads} workers of this page.`;
  return (
    <>
      <p class="sentence faint">
        {parts.join(', ')}. {sweep.threads === 0 ? '' : workers}
      </p>
      {refused.length === 0 ? null : (
        <details class="sentence">
          <summary class="link">{refused.length} cannot be built</summary>
          {refused.slice(0, 20).map(({ point, reasons }) => (
            <p key={point} class="faint">
              Design {point}: {reasons.map(({ code, message }) => `${code} ${message}`).join('; ')}
            </p>
          ))}
        </details>
      )}
    </>
  );
}
