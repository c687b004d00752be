import { type EditorState, type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter, WidgetType } from '@codemirror/view';

/** What is drawn on the text besides its own colours. Lines count from 1. */
export interface Marks {
  /** Lines of memories, with the class of their colour. */
  readonly stripes: readonly {
    readonly first: number;
    readonly last: number;
    readonly colour: string;
    readonly isLit: boolean;
  }[];
  /** Lines that differ from the built-in file, and what to put back. */
  readonly changed: readonly { readonly line: number; readonly was: string | undefined }[];
  /** Numbers, and whether they have a slider. */
  readonly numbers: readonly { readonly from: number; readonly to: number; readonly isPinned: boolean }[];
  /** What stands behind a line: sizes in words, costs that follow. */
  readonly notes: readonly { readonly line: number; readonly text: string }[];
}

export const NO_MARKS: Marks = { stripes: [], changed: [], numbers: [], notes: [] };

/** Sets the marks; they hold until they are set again. */
export const setMarks = StateEffect.define<Marks>();

const marksField = StateField.define<Marks>({
  create: () => NO_MARKS,
  update: (marks, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setMarks)) return effect.value;
    return marks;
  },
});

/** Draws the marks. @param putBack is asked to restore a changed line. */
export function drawMarks(putBack: (line: number, was: string) => void): Extension {
  return [
    marksField,
    EditorView.decorations.compute([marksField, 'doc'], (state) => decorations(state, putBack)),
    gutter({
      class: 'stripes',
      lineMarker: (view, block) => stripeAt(view.state, view.state.doc.lineAt(block.from).number),
      lineMarkerChange: (update) => update.transactions.some(({ effects }) => effects.some((one) => one.is(setMarks))),
    }),
  ];
}

class Stripe extends GutterMarker {
  override readonly elementClass: string;
  constructor(classes: string) {
    super();
    this.elementClass = classes;
  }
}

function stripeAt(state: EditorState, line: number): Stripe | null {
  const { stripes, changed } = state.field(marksField);
  const own = stripes.find(({ first, last }) => first <= line && line <= last);
  const isChanged = changed.some((one) => one.line === line);
  if (own === undefined && !isChanged) return null;
  return new Stripe(`stripe ${own?.colour ?? ''} ${isChanged ? 'is-changed' : ''}`);
}

class Note extends WidgetType {
  readonly text: string;
  readonly act: (() => void) | undefined;
  constructor(text: string, act?: () => void) {
    super();
    this.text = text;
    this.act = act;
  }
  override eq(other: Note): boolean {
    return other.text === this.text;
  }
  override toDOM(): HTMLElement {
    const note = document.createElement(this.act === undefined ? 'span' : 'button');
    note.className = 'line-note';
    note.textContent = this.text;
    if (note instanceof HTMLButtonElement) {
      note.type = 'button';
      note.title = 'Put it back';
      note.addEventListener('click', () => this.act?.());
    }
    return note;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

const NUMBER = Decoration.mark({ class: 'number-value' });
const PINNED = Decoration.mark({ class: 'pinned' });

/** Longest old value that is shown behind a line. */
const MOST_SHOWN = 40;

function decorations(state: EditorState, putBack: (line: number, was: string) => void): DecorationSet {
  const { stripes, changed, numbers, notes } = state.field(marksField);
  const { doc } = state;
  const ranges: { from: number; to: number; side: number; decoration: Decoration }[] = [];
  for (const { first, last, colour, isLit } of stripes) {
    if (!isLit) continue;
    for (let line = first; line <= Math.min(last, doc.lines); line++) {
      const { from } = doc.line(line);
      ranges.push({ from, to: from, side: -1, decoration: Decoration.line({ class: `is-lit ${colour}` }) });
    }
  }
  for (const { from, to, isPinned } of numbers) {
    const decoration = isPinned ? PINNED : NUMBER;
    if (to <= doc.length && from < to) ranges.push({ from, to, side: 0, decoration });
  }
  for (const { line, was } of changed) {
    if (line > doc.lines || was === undefined) continue;
    const { to, text } = doc.line(line);
    const old = differingPart(was, text);
    const widget = new Note(`was ${old.slice(0, MOST_SHOWN)}`, () => putBack(line, was));
    ranges.push({ from: to, to, side: 1, decoration: Decoration.widget({ widget, side: 1 }) });
  }
  for (const { line, text } of notes) {
    if (line > doc.lines) continue;
    const { to } = doc.line(line);
    ranges.push({ from: to, to, side: 2, decoration: Decoration.widget({ widget: new Note(text), side: 2 }) });
  }
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, decoration } of ranges.toSorted((a, b) => a.from - b.from || a.side - b.side || a.to - b.to)) {
    builder.add(from, to, decoration);
  }
  return builder.finish();
}

/** The value that a line had, where its key is the same; else the whole line. */
function differingPart(was: string, now: string): string {
  const [, key = ''] = /^(\s*[\w-]+:\s*)/.exec(was) ?? [];
  return key !== '' && now.startsWith(key) ? was.slice(key.length).replace(/\s+#.*$/, '') : was.trim();
}
