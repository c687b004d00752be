import { effect, signal } from '@preact/signals';
import type { FileKind, NumberPath } from '../state/project.ts';
import { recall, remember } from '../state/remembered.ts';

/* What is looked at. Nothing here changes a result, and nothing but the view is remembered. */

export const VIEWS = ['design', 'nest', 'sweep', 'compare', 'explain'] as const;
export type View = (typeof VIEWS)[number];

export const VIEW_TITLES: Readonly<Record<View, string>> = {
  design: 'Design',
  nest: 'Loop nest',
  sweep: 'Sweep',
  compare: 'Compare',
  explain: 'Explain',
};

export const view = signal<View>('design');

/** The layer that views of one layer show, by its place in the result. */
export const layerIndex = signal(0);

/** The quantity that is explained. */
export const figure = signal('energy');

/** The file in the editor. */
export const openFile = signal<FileKind>('accelerator');

/** What is pointed at: everything that belongs to it is lit, wherever it is drawn. */
export interface Lit {
  readonly memory?: string | undefined;
  readonly operand?: string | undefined;
  /** Place of the layer in the result. */
  readonly layer?: number | undefined;
  /** Of a loop. */
  readonly dimension?: string | undefined;
  readonly path?: NumberPath | undefined;
}

/** `kept` stays when the pointer leaves; a click or the cursor in a line sets it. */
const kept = signal<Lit>({});
const pointed = signal<Lit | undefined>(undefined);
export const lit = signal<Lit>({});
effect(() => {
  lit.value = pointed.value ?? kept.value;
});

export function pointAt(what: Lit | undefined): void {
  pointed.value = what;
}

export function keepLit(what: Lit): void {
  kept.value = what;
}

/** A place in a file that the editor is asked to show. A new object each time, so that asking twice works. */
export interface Place {
  readonly file: FileKind;
  /** Key or number to find; else the line, from 1. */
  readonly path?: NumberPath | undefined;
  readonly line?: number | undefined;
  /** Whether it is to be written over: it is chosen, and the keys go there. */
  readonly isEdited?: boolean;
}
export const shownPlace = signal<Place | undefined>(undefined);

/** Shows a place of a file in the editor. */
export function showPlace(place: Place): void {
  view.value = 'design';
  openFile.value = place.file;
  shownPlace.value = { ...place };
}

/** Opens the explanation of a quantity. @param layer place in the result; that on screen if left out. */
export function explain(name: string, layer?: number): void {
  if (layer !== undefined) layerIndex.value = layer;
  figure.value = name;
  view.value = 'explain';
}

/** Where there is room for two panes only: whether the files lie over the drawing. */
export const overDrawing = signal(false);

export function toggleFiles(shows = !overDrawing.peek()): void {
  overDrawing.value = shows;
}

const VISITED = 'visited';

/** Whether nobody has opened the studio in this browser, and no link or file is opened now. Asked once, it is no first visit any more. */
export function isFirstVisit(): boolean {
  const isFirst = recall(VISITED) === undefined && location.hash === '';
  remember(VISITED, 'yes');
  return isFirst;
}

export type Theme = 'light' | 'dark';

/** Undefined follows the system. */
export const theme = signal<Theme | undefined>(undefined);

/** Panels that lie over the page. */
export const openPanel = signal<'commands' | 'keys' | 'share' | undefined>(undefined);

/** What is going on in a view and is not in the totals: `K 8 is being moved`. */
export const activity = signal<string | undefined>(undefined);

/** What a view says at the foot of the page. */
export const footNote = signal<string | undefined>(undefined);

/** What can be done in the view that is open, for the list of all commands. */
export const commandsOfView = signal<
  readonly { readonly title: string; readonly keys?: string; readonly run: () => void }[]
>([]);
