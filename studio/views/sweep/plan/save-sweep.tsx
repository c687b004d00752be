import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { csvHeader, csvLine } from '../../../../src/sweep/results/points-csv.ts';
import { checkSweep } from '../../../engine/sweep/sweep-client.ts';
import { Command } from '../../../parts/command.tsx';
import { saveFile } from '../../../parts/save-file.ts';
import { FILE_KINDS, inputsOf } from '../../../state/project.ts';
import { project } from '../../../store/project.ts';
import { designs, sweepText } from '../../../store/sweep/run-sweep.ts';
import { started } from '../../../store/sweep/started-sweep.ts';
import { inputName } from '../../../sweep/sweep-file.ts';

/** The sweep as the file of the command, and its points. */
export function SaveSweep(): JSX.Element | null {
  const said = useSignal('');
  if (designs.value === 0) return null;
  const { files } = project.value;
  const others = FILE_KINDS.filter((kind) => files[kind].source !== 'built-in');
  const saveSweep = async (): Promise<void> => {
    const text = sweepText.peek();
    const checked = await checkSweep({ text, inputs: inputsOf(project.peek()) });
    const [problem] = checked.findings;
    said.value = problem === undefined ? '' : `Not saved: ${problem.message}.`;
    if (problem === undefined) saveFile('sweep.yaml', text, 'text/yaml');
  };
  const saveOther = (kind: (typeof FILE_KINDS)[number]): void => {
    const file = files[kind];
    if (file.source === 'text') saveFile(inputName(kind, file), file.text, 'text/yaml');
    if (file.source === 'model')
      saveFile(inputName(kind, file), new Uint8Array(file.bytes), 'application/octet-stream');
  };
  return (
    <div class="param last">
      <p class="faint small-text">The same from the command line</p>
      <Command text="zigzag sweep sweep.yaml --out sweep" />
      {others.length === 0 ? null : (
        <p class="sentence faint">
          sweep.yaml reads{' '}
          {others.map((kind, index) => (
            <span key={kind}>
              {index === 0 ? '' : ', '}
              <button class="link" type="button" onClick={() => saveOther(kind)}>
                {inputName(kind, files[kind])}
              </button>
            </span>
          ))}
          . Save it beside.
        </p>
      )}
      <div class="buttons">
        <button class="btn" type="button" onClick={() => void saveSweep()}>
          Save the file
        </button>
        <SavePoints />
      </div>
      {said.value === '' ? null : <p class="alertbox">{said.value}</p>}
    </div>
  );
}

/** Points as a table. The page of a sweep is written by the command: its code would take a tenth of the site. */
function SavePoints(): JSX.Element | null {
  const sweep = started.value;
  if (sweep?.summary === undefined || sweep.points.length === 0) return null;
  const { summary } = sweep;
  const points = sweep.points.toSorted((a, b) => a.point - b.point);
  return (
    <button
      class="btn"
      type="button"
      onClick={() => {
        const front = new Set(summary.front);
        const lines = points.map((point) => csvLine(point, summary, front));
        saveFile('points.csv', [csvHeader(summary), ...lines].join(''), 'text/csv');
      }}
    >
      Points as CSV
    </button>
  );
}
