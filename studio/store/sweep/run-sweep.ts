import { batch, computed, signal } from '@preact/signals';
import type { RunningSweep, SweepFailure } from '../../engine/sweep/sweep-client.ts';
import type { SweepReply } from '../../engine/sweep/sweep-protocol.ts';
import {
  type FileKind,
  type Inputs,
  inputsOf,
  type Project,
  type ProjectFile,
  sameInputs,
} from '../../state/project.ts';
import type { SweepPlan } from '../../state/sweep-plan.ts';
import { withLoadedDesign } from '../../sweep/load-design.ts';
import { designCount, parametersOf, planOf, sweptOf } from '../../sweep/parameters.ts';
import { sweepFileText } from '../../sweep/sweep-file.ts';
import { withoutSwept } from '../../sweep/swept-numbers.ts';
import { pinnedOf } from '../pin.ts';
import { edit, load, message, project } from '../project.ts';
import { lastFound } from '../search.ts';
import { builtInText } from '../texts.ts';
import { type StartedSweep, started } from './started-sweep.ts';

/* The sweep of the page: it runs whichever view is open. */

/** Number of the design that is looked at; the best one if undefined. */
export const chosenPoint = signal<number | undefined>(undefined);

/** Projects that a design of the sweep was loaded into: the sweep is theirs, too. */
const loadedFrom = signal<readonly Inputs[]>([]);

/** Whether designs are compared by their area. */
const hasArea = computed(() => lastFound.value?.result.totals.area !== undefined);

/** The sweep file of the project on screen. */
export const sweepText = computed(() => sweepFileText(project.value, hasArea.value));
export const parameters = computed(() => parametersOf(project.value));
export const designs = computed(() => designCount(sweptOf(project.value)));

/** Whether the points are of the files and the plan on screen, whatever the swept numbers are. */
export const isOfProject = computed(() => {
  const sweep = started.value;
  if (sweep === undefined) return false;
  return comparablePlan(sweep.project) === comparablePlan(project.value) && isOfInputs(project.value, sweep.project);
});

function isOfInputs(now: Project, of: Project): boolean {
  const bare = withoutSwept(now, of.sliders, textOf);
  return [inputsOf(of), ...loadedFrom.value].some((inputs) =>
    sameInputs(bare, withoutSwept(inputs, of.sliders, textOf)),
  );
}

function textOf(kind: FileKind, file: ProjectFile): string | undefined {
  if (file.source === 'text') return file.text;
  return file.source === 'built-in' ? builtInText(kind, file.name) : undefined;
}

function comparablePlan(of: Project): string {
  return JSON.stringify([planOf(of), sweptOf(of).map(({ fields, values }) => [fields, values])]);
}

/** Changes the plan. */
export function editPlan(change: (plan: SweepPlan) => SweepPlan, label: string, gesture?: string): void {
  edit((now) => ({ ...now, sweep: change(planOf(now)) }), label, gesture);
}

let running: RunningSweep | undefined;
let begun = 0;

/** Starts the sweep of the project, or goes on with it after it was stopped. */
export async function runSweepOfProject(): Promise<void> {
  const now = project.peek();
  if (designs.peek() === 0) return;
  const before = started.peek();
  const isSame = before?.status === 'stopped' && isOfProject.peek();
  const text = isSame ? before.text : sweepText.peek();
  const known = isSame ? before.points : [];
  stopSweep();
  const { startSweep } = await import('../../engine/sweep/sweep-client.ts');
  batch(() => {
    if (!isSame) {
      chosenPoint.value = undefined;
      loadedFrom.value = [];
    }
    started.value = {
      text,
      project: isSame ? before.project : now,
      status: 'starting',
      summary: isSame ? before.summary : undefined,
      points: known,
      threads: 0,
      milliseconds: isSame ? before.milliseconds : 0,
      findings: [],
    };
  });
  begun = performance.now() - (isSame ? before.milliseconds : 0);
  running = startSweep({ text, inputs: inputsOf(isSame ? before.project : now) }, known, hear);
}

/** Ends the sweep; what was found stays. */
export function stopSweep(): void {
  running?.stop();
  running = undefined;
  change((sweep) =>
    sweep.status === 'running' || sweep.status === 'starting' ? { ...sweep, status: 'stopped' } : sweep,
  );
}

function change(to: (sweep: StartedSweep) => StartedSweep): void {
  const sweep = started.peek();
  if (sweep !== undefined) started.value = to(sweep);
}

function hear(reply: SweepReply): void {
  const milliseconds = performance.now() - begun;
  switch (reply.kind) {
    case 'begun':
      change((sweep) => ({ ...sweep, status: 'running', summary: reply.summary, threads: reply.threads }));
      return;
    case 'points':
      change((sweep) => ({
        ...sweep,
        milliseconds,
        points: [...sweep.points, ...reply.points],
        summary: sweep.summary && { ...sweep.summary, ...reply.front },
      }));
      return;
    case 'done':
      change((sweep) => ({ ...sweep, milliseconds, status: 'done', summary: reply.summary }));
      running = undefined;
      return;
    case 'failed':
      change((sweep) => ({ ...sweep, status: 'failed', findings: reply.findings, failure: reply.message }));
      running = undefined;
  }
}

/** Loads a design of the sweep into the project, as one step. @param pins whether what was on screen becomes state A. */
export async function loadDesign(point: number, label: string, { pins = false } = {}): Promise<void> {
  const sweep = started.peek();
  if (sweep === undefined) return;
  const base = sweep.project;
  try {
    const { describeDesignOf } = await import('../../engine/sweep/sweep-client.ts');
    const design = await describeDesignOf({ text: sweep.text, inputs: inputsOf(base) }, point);
    const now = project.peek();
    const kept = isOfProject.peek() ? { ...now, files: base.files } : { ...base, pinned: now.pinned };
    const textIn = (kind: FileKind): string | undefined => textOf(kind, base.files[kind]);
    const loaded = withLoadedDesign(kept, design, planOf(base), textIn);
    const next = pins ? { ...loaded, pinned: pinnedOf(now) } : loaded;
    batch(() => {
      loadedFrom.value = [...loadedFrom.peek(), inputsOf(next)];
      load(next, `design ${point}: ${label}`);
      message.value = { text: `Loaded design ${point}: ${label}.`, canUndo: true };
    });
  } catch (error) {
    const findings = isFailure(error) ? error.findings : [];
    message.value = { text: `Design ${point} cannot be loaded. ${findings[0]?.message ?? ''}` };
  }
}

function isFailure(error: unknown): error is SweepFailure {
  return error instanceof Error && 'findings' in error;
}
