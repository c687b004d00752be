import type { JSX } from 'preact';
import { Choice, Pane } from '../../../parts/small.tsx';
import { SWEEP_OBJECTIVES, type SweepObjective } from '../../../state/sweep-plan.ts';
import { edit, project } from '../../../store/project.ts';
import { designs, editPlan, parameters, runSweepOfProject, stopSweep } from '../../../store/sweep/run-sweep.ts';
import { sweepProgress } from '../../../store/sweep/started-sweep.ts';
import { texts } from '../../../store/texts.ts';
import { planOf, sizedMemories, sweptOf } from '../../../sweep/parameters.ts';
import { suggestedSliders } from '../../../text/slider-choice.ts';
import { findings } from '../sweep-data.ts';
import { Follows } from './follows.tsx';
import { Progress } from './progress.tsx';
import { SaveSweep } from './save-sweep.tsx';
import { ValueChips } from './value-chips.tsx';

const TITLES: Readonly<Record<SweepObjective, string>> = {
  edp: 'energy-delay product',
  energy: 'energy',
  latency: 'latency',
};

/** What to sweep: 304 px. */
export function PlanPane(): JSX.Element {
  const isRunning = sweepProgress.value !== undefined;
  return (
    <Pane
      label="What to sweep"
      border="sweep-plan"
      head={
        <>
          <h2>Sweep</h2>
          <span class="right">
            {isRunning ? (
              <button class="btn low" type="button" onClick={stopSweep}>
                Stop
              </button>
            ) : (
              <button
                class="btn primary low"
                type="button"
                disabled={designs.value === 0}
                onClick={() => void runSweepOfProject()}
              >
                Run <kbd>R</kbd>
              </button>
            )}
          </span>
        </>
      }
    >
      <div class="scroll">
        {parameters.value.length === 0 ? <NoParameters /> : null}
        {parameters.value.map((parameter) => (
          <ValueChips key={parameter.name} {...parameter} />
        ))}
        <Follows />
        <Costs />
        <Aim />
        <Findings />
        <Progress />
        <SaveSweep />
      </div>
    </Pane>
  );
}

function NoParameters(): JSX.Element {
  const text = texts.value.accelerator;
  return (
    <div class="param">
      <p class="sentence">
        No number is pinned. Pin numbers in the editor of the design; their sliders are swept here.
      </p>
      {text === undefined ? null : (
        <p>
          <button
            class="link"
            type="button"
            onClick={() => edit((now) => ({ ...now, sliders: suggestedSliders(text) }), 'pinned the usual numbers')}
          >
            Pin the largest memory, the array and the width of the outermost memory
          </button>
        </p>
      )}
    </div>
  );
}

/** Whether costs follow the sizes of memories. */
function Costs(): JSX.Element | null {
  const memories = sizedMemories(sweptOf(project.value));
  if (memories.length === 0) return null;
  return (
    <div class="param">
      <label class="check">
        <input
          type="checkbox"
          checked={planOf(project.value).followsCosts}
          onChange={({ currentTarget: { checked } }) =>
            editPlan((plan) => ({ ...plan, followsCosts: checked }), checked ? 'costs follow' : 'costs stay')
          }
        />
        <span>
          <b>Cost and area of {memories.join(', ')}</b>
          <br />
          <span class="faint">follow size and width, from the memory table</span>
        </span>
      </label>
    </div>
  );
}

function Aim(): JSX.Element {
  const plan = planOf(project.value);
  return (
    <div class="param">
      <div class="title">Best for</div>
      <div class="row">
        <Choice
          label="What decides which design is best"
          value={plan.objective}
          options={SWEEP_OBJECTIVES.map((value) => ({ value, title: TITLES[value] }))}
          onChange={(objective) => editPlan((now) => ({ ...now, objective }), `sweep for ${TITLES[objective]}`)}
        />
      </div>
      <label class="row">
        <span class="faint">with</span>
        <input
          class="field"
          aria-label="Limit, such as area <= 4 mm2"
          placeholder="area <= 4 mm2"
          spellcheck={false}
          value={plan.limit}
          onInput={({ currentTarget: { value } }) =>
            editPlan((now) => ({ ...now, limit: value }), `limit ${value}`, 'limit of the sweep')
          }
        />
      </label>
    </div>
  );
}

/** What the engine says of the sweep, before it is run. */
function Findings(): JSX.Element | null {
  if (findings.value.length === 0) return null;
  return (
    <div class="param" role="status">
      {findings.value.map(({ code, message, hint }) => (
        <p key={`${code}${message}`} class="alertbox">
          <b>{code}</b> {message}. {hint}
        </p>
      ))}
    </div>
  );
}
