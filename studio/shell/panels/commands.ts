import { COST_MODELS } from '../../../src/model/cost-model.ts';
import type { NumberPath } from '../../state/project.ts';
import { OBJECTIVES } from '../../state/project.ts';
import { pinNow, swapWithPinned } from '../../store/pin.ts';
import { canRedo, canUndo, edit, project, redoEdit, undoEdit } from '../../store/project.ts';
import { lastFound } from '../../store/search.ts';
import { texts } from '../../store/texts.ts';
import {
  commandsOfView,
  explain,
  layerIndex,
  openPanel,
  showPlace,
  theme,
  VIEW_TITLES,
  VIEWS,
  view,
} from '../../store/view.ts';
import { isDark } from '../../style/apply-theme.ts';
import { titleOf, unitOf } from '../../text/number-kind.ts';
import { placesOf } from '../../text/numbers.ts';
import { sliderFor } from '../../text/slider-choice.ts';
import { runSweep } from '../run-sweep.ts';

/** Something that can be done by its name. */
export interface PageCommand {
  readonly title: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** All that can be done now, the general first. Numbers, memories and layers are found by their names. */
export function allCommands(): PageCommand[] {
  return [
    ...commandsOfView.value,
    ...viewCommands(),
    ...stateCommands(),
    ...memoryCommands(),
    ...numberCommands(),
    ...layerCommands(),
  ];
}

function viewCommands(): PageCommand[] {
  return [
    ...VIEWS.map((name, index) => ({
      title: `Go to ${VIEW_TITLES[name]}`,
      keys: String(index + 1),
      run: () => {
        view.value = name;
      },
    })),
    ...(['workload', 'accelerator', 'mapping'] as const).map((kind) => ({
      title: `Edit the ${kind}`,
      run: () => showPlace({ file: kind }),
    })),
  ];
}

function stateCommands(): PageCommand[] {
  const [undoName, redoName] = [canUndo.value, canRedo.value];
  return [
    ...(undoName === undefined ? [] : [{ title: `Undo: ${undoName}`, keys: '⌘Z', run: undoEdit }]),
    ...(redoName === undefined ? [] : [{ title: `Redo: ${redoName}`, keys: '⇧⌘Z', run: redoEdit }]),
    { title: 'Pin this state as A', keys: 'P', run: pinNow },
    ...(project.value.pinned === undefined ? [] : [{ title: 'Swap with A', keys: 'X', run: swapWithPinned }]),
    ...OBJECTIVES.map((objective) => ({
      title: `Search for the best ${objective === 'EDP' ? 'energy-delay product' : objective}`,
      run: () => edit((now) => ({ ...now, run: { ...now.run, objective } }), `best ${objective}`),
    })),
    ...COST_MODELS.map((costModel) => ({
      title: `Use the ${costModel} cost model`,
      run: () => edit((now) => ({ ...now, run: { ...now.run, costModel } }), `${costModel} model`),
    })),
    {
      title: 'Run the sweep',
      keys: 'R',
      run: runSweep,
    },
    {
      title: 'Download the project',
      keys: '⌘S',
      run: () => void import('../../share/share-actions.ts').then(({ saveProject }) => saveProject()),
    },
    {
      title: 'Copy the link',
      keys: '⇧⌘C',
      run: () => void import('../../share/share-actions.ts').then(({ copyLink }) => copyLink()),
    },
    {
      title: 'Share',
      run: () => {
        openPanel.value = 'share';
      },
    },
    {
      title: isDark() ? 'Light appearance' : 'Dark appearance',
      run: () => {
        theme.value = isDark() ? 'light' : 'dark';
      },
    },
  ];
}

function memoryCommands(): PageCommand[] {
  const memories = lastFound.value?.result.memories ?? [];
  return memories.flatMap((memory) => [
    {
      title: `Go to ${memory} in the accelerator`,
      run: () => showPlace({ file: 'accelerator', path: ['memories', memory] }),
    },
    { title: `Explain energy.${memory}`, keys: '5', run: () => explain(`energy.${memory}`) },
  ]);
}

function numberCommands(): PageCommand[] {
  const text = texts.value.accelerator;
  if (text === undefined) return [];
  return placesOf(text).numbers.flatMap(({ path, value }) => {
    const name = nameOf(path);
    return [
      { title: `Pin ${name} as a slider`, run: () => pin(path) },
      {
        title: `Set ${name}, now ${value} ${unitOf(path)}`.trimEnd(),
        run: () => showPlace({ file: 'accelerator', path, isEdited: true }),
      },
    ];
  });
}

/** `sram_2MB size`, `dram ports 1 bandwidth_max`. */
function nameOf(path: NumberPath): string {
  const steps = path[0] === 'memories' ? path.slice(1) : path;
  return steps.map((step) => (typeof step === 'number' ? step + 1 : step)).join(' ');
}

function pin(path: NumberPath): void {
  const text = texts.peek().accelerator;
  const slider = text === undefined ? undefined : sliderFor('accelerator', text, path);
  if (slider === undefined) return;
  edit((now) => ({ ...now, sliders: [...now.sliders, slider] }), `pin ${titleOf(slider.paths)}`);
  view.value = 'design';
}

function layerCommands(): PageCommand[] {
  const layers = lastFound.value?.result.layers ?? [];
  return layers.map(({ id, shortName }, index) => ({
    title: `Loop nest of ${id} ${shortName}`,
    run: () => {
      layerIndex.value = index;
      view.value = 'nest';
    },
  }));
}

/** The commands that have every word of a search, those that begin with it first. */
export function matching(commands: readonly PageCommand[], wanted: string): PageCommand[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const [first = ''] = words;
  const rank = ({ title }: PageCommand): number => {
    const at = title.toLowerCase().indexOf(first);
    return at < 0 ? Number.POSITIVE_INFINITY : at === 0 ? 0 : 1;
  };
  return commands
    .filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)))
    .toSorted((a, b) => rank(a) - rank(b));
}
