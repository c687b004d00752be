import type { JSX } from 'preact';
import { COST_MODELS } from '../../src/model/cost-model.ts';
import { Icon, Mark } from '../parts/icons.tsx';
import { Choice } from '../parts/small.tsx';
import { type FileKind, OBJECTIVES, type Objective } from '../state/project.ts';
import { canRedo, canUndo, edit, project, redoEdit, undoEdit } from '../store/project.ts';
import { sweepProgress } from '../store/sweep/started-sweep.ts';
import { openPanel, showPlace, theme, VIEW_TITLES, VIEWS, view } from '../store/view.ts';
import { isDark } from '../style/apply-theme.ts';

const OBJECTIVE_TITLES: Readonly<Record<Objective, string>> = {
  latency: 'Best latency',
  energy: 'Best energy',
  EDP: 'Best product',
};

/** Name, project, views, undo, objective and share: 44 px. */
export function TopBar(): JSX.Element {
  const { run } = project.value;
  const undoName = canUndo.value;
  const redoName = canRedo.value;
  return (
    <header class="top">
      <div class="brand">
        <Mark />
        <span>Studio</span>
      </div>
      <span class="sep" />
      <div class="project">
        <FileName kind="workload" />
        <span class="joint">on</span>
        <FileName kind="accelerator" />
        <span class="joint mapped">mapped by</span>
        <span class="mapped">
          <FileName kind="mapping" />
        </span>
      </div>
      <Tabs />
      <div class="tools">
        <HistoryButton what="Undo" edit={undoName} onClick={undoEdit} />
        <HistoryButton what="Redo" edit={redoName} onClick={redoEdit} />
        <span class="sep" />
        <span class={run.costModel === 'reference' ? 'wide usual' : 'wide'}>
          <Choice
            label="Cost model"
            value={run.costModel}
            options={COST_MODELS.map((value) => ({ value, title: value }))}
            onChange={(costModel) => edit((now) => ({ ...now, run: { ...now.run, costModel } }), `${costModel} model`)}
          />
        </span>
        <span class="wide">
          <Choice
            label="What searches minimise"
            value={run.objective}
            options={OBJECTIVES.map((value) => ({ value, title: OBJECTIVE_TITLES[value] }))}
            onChange={(objective) =>
              edit((now) => ({ ...now, run: { ...now.run, objective } }), OBJECTIVE_TITLES[objective].toLowerCase())
            }
          />
        </span>
        <button
          class="btn primary"
          type="button"
          onClick={() => {
            openPanel.value = 'share';
          }}
        >
          <Icon name="link" size={14} /> Share
        </button>
        <button
          class="btn icon quiet wide"
          type="button"
          aria-label={isDark() ? 'Light appearance' : 'Dark appearance'}
          onClick={() => {
            theme.value = isDark() ? 'light' : 'dark';
          }}
        >
          <Icon name={isDark() ? 'sun' : 'moon'} size={14} />
        </button>
        <button
          class="btn icon quiet wide"
          type="button"
          aria-label="All commands"
          onClick={() => {
            openPanel.value = 'commands';
          }}
        >
          <Icon name="more" size={14} />
        </button>
      </div>
    </header>
  );
}

function FileName({ kind }: { readonly kind: FileKind }): JSX.Element {
  const file = project.value.files[kind];
  const isEdited = file.source === 'text';
  return (
    <button
      type="button"
      class={isEdited ? 'edited' : ''}
      title={`${kind}: ${file.name}${isEdited ? ', edited' : ''}`}
      onClick={() => showPlace({ file: kind })}
    >
      {file.name}
    </button>
  );
}

function Tabs(): JSX.Element {
  return (
    <nav class="tabs" aria-label="Views">
      {VIEWS.map((name, index) => (
        <button
          key={name}
          type="button"
          aria-current={view.value === name ? 'page' : undefined}
          onClick={() => {
            view.value = name;
          }}
        >
          {VIEW_TITLES[name]}
          {name === 'sweep' ? <SweepProgress /> : null}
          <kbd>{index + 1}</kbd>
        </button>
      ))}
    </nav>
  );
}

/** How far a sweep is that was left: `34 / 63`. */
function SweepProgress(): JSX.Element | null {
  const running = sweepProgress.value;
  if (running === undefined) return null;
  return (
    <span class="pill">
      {running.done} / {running.total}
    </span>
  );
}

/** The views at the bottom of a phone. */
export function PhoneTabs(): JSX.Element {
  return (
    <nav class="phone-tabs" aria-label="Views of the phone">
      {VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={view.value === name ? 'page' : undefined}
          onClick={() => {
            view.value = name;
          }}
        >
          {name === 'nest' ? 'Nest' : VIEW_TITLES[name]}
          {name === 'sweep' ? <SweepProgress /> : null}
        </button>
      ))}
    </nav>
  );
}

/** @param edit what it would undo or redo; undefined where there is nothing. */
function HistoryButton({
  what,
  edit: named,
  onClick,
}: {
  readonly what: 'Undo' | 'Redo';
  readonly edit: string | undefined;
  readonly onClick: () => void;
}): JSX.Element {
  return (
    <button
      class="btn icon quiet wide"
      type="button"
      disabled={named === undefined}
      aria-label={named === undefined ? what : `${what}: ${named}`}
      title={named === undefined ? `Nothing to ${what.toLowerCase()}` : `${what}: ${named}`}
      onClick={onClick}
    >
      <Icon name={what === 'Undo' ? 'undo' : 'redo'} />
    </button>
  );
}
