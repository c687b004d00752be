import { FILE_KINDS, inputsOf, type PinnedState, type Project, sameFile } from '../state/project.ts';
import { canUndo, edit, project } from './project.ts';

/** Pins the state on screen as A. */
export function pinNow(): void {
  edit((now) => ({ ...now, pinned: pinnedOf(now) }), 'pinned state A');
}

/** What is on screen as a state to compare with. */
export function pinnedOf(now: Project): PinnedState {
  return { ...inputsOf(now), name: nameOf(now) };
}

/** Takes state A, and pins what was on screen instead. */
export function swapWithPinned(): void {
  const { pinned } = project.peek();
  if (pinned === undefined) return;
  edit((now) => ({ ...now, ...inputsOf(pinned), pinned: pinnedOf(now) }), 'swapped A and B');
}

/** What was changed last, or which files are edited, or which design it is. */
function nameOf(now: Project): string {
  const label = canUndo.peek();
  const change = label === undefined ? undefined : /(?: to |^design \d+: )(.+)$/.exec(label)?.[1];
  if (change !== undefined) return change;
  const edited = FILE_KINDS.filter((kind) => now.files[kind].source === 'text');
  const same =
    now.pinned !== undefined && edited.every((kind) => now.pinned && sameFile(now.files[kind], now.pinned.files[kind]));
  if (same && now.pinned !== undefined) return now.pinned.name;
  return edited.length === 0 ? now.files.accelerator.name : `edited ${edited.join(' and ')}`;
}
