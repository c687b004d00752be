import { closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import {
  bracketMatching,
  codeFolding,
  foldEffect,
  foldedRanges,
  foldGutter,
  foldKeymap,
  unfoldEffect,
} from '@codemirror/language';
import { type Diagnostic as LintFinding, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Transaction } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { FileKind } from '../state/project.ts';
import { highlighting } from './highlight.ts';
import { drawMarks, type Marks, setMarks } from './marks.ts';
import { schemaHelp } from './schema-help.ts';
import { type Scrubbing, scrubbing } from './scrub.ts';

/** What the editor tells the page. */
export interface EditorEvents extends Scrubbing {
  readonly onEdit: (text: string) => void;
  /** The cursor is somewhere else. */
  readonly onCursor: (offset: number) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly putBack: (line: number, was: string) => void;
  /** What a folded memory tells. */
  readonly foldText: (folded: string) => string;
}

/** The editor of one file at a time. */
export class CodeEditor {
  private readonly view: EditorView;
  private readonly help = new Compartment();
  /** Whether a change comes from the page, which knows it already. */
  private isFromPage = false;

  constructor(parent: Element, file: FileKind, text: string, events: EditorEvents) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          drawMarks(events.putBack),
          lineNumbers(),
          highlightActiveLineGutter(),
          foldGutter({ openText: '⌄', closedText: '›' }),
          codeFolding({
            preparePlaceholder: (state, { from, to }) => events.foldText(state.sliceDoc(from, to)),
            placeholderDOM: (_, unfold, prepared: unknown) => foldPlaceholder(unfold, String(prepared)),
          }),
          yaml(),
          highlighting,
          drawSelection(),
          highlightActiveLine(),
          bracketMatching(),
          closeBrackets(),
          this.help.of(schemaHelp(file)),
          scrubbing(events),
          // One history for the whole page: the editor has none of its own.
          keymap.of([
            { key: 'Mod-z', run: () => done(events.onUndo), preventDefault: true },
            { key: 'Mod-Shift-z', run: () => done(events.onRedo), preventDefault: true },
            { key: 'Mod-y', run: () => done(events.onRedo), preventDefault: true },
            ...completionKeymap,
            ...foldKeymap,
            ...defaultKeymap,
          ]),
          EditorView.contentAttributes.of({ 'aria-label': `Text of the ${file} file` }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !this.isFromPage) events.onEdit(update.state.doc.toString());
            if (update.selectionSet || update.docChanged) events.onCursor(update.state.selection.main.head);
          }),
        ],
      }),
    });
  }

  /** Shows another text of the same file, with the least change, so that cursor and folds stay. */
  setText(text: string): void {
    const now = this.view.state.doc.toString();
    if (now === text) return;
    let from = 0;
    while (from < now.length && from < text.length && now[from] === text[from]) from++;
    let tail = 0;
    while (tail < now.length - from && tail < text.length - from && now.at(-1 - tail) === text.at(-1 - tail)) tail++;
    this.isFromPage = true;
    this.view.dispatch({
      changes: { from, to: now.length - tail, insert: text.slice(from, text.length - tail) },
      annotations: Transaction.addToHistory.of(false),
    });
    this.isFromPage = false;
  }

  setMarks(marks: Marks): void {
    this.view.dispatch({ effects: setMarks.of(marks) });
  }

  setFindings(findings: readonly Diagnostic[]): void {
    const { doc } = this.view.state;
    const shown = findings.flatMap((finding): LintFinding[] => {
      const { line = 1, column = 1, severity, message, hint, code } = finding;
      if (line > doc.lines) return [];
      const place = doc.line(line);
      const from = Math.min(place.to, place.from + column - 1);
      const word = /^[\w.-]+/.exec(doc.sliceString(from, place.to))?.[0].length ?? 0;
      const text = hint === undefined ? `${message} ${code}` : `${message} ${code}\nfix: ${hint}`;
      return [{ from, to: Math.min(place.to, from + Math.max(1, word)), severity, message: text }];
    });
    this.view.dispatch(setDiagnostics(this.view.state, shown));
  }

  /** Scrolls to a place, unfolds it, and puts the cursor there. @param to end of what is chosen; the keys then go there. */
  reveal(from: number, to?: number): void {
    const at = Math.min(from, this.view.state.doc.length);
    const unfolded: { from: number; to: number }[] = [];
    foldedRanges(this.view.state).between(at, at, (start, end) => {
      unfolded.push({ from: start, to: end });
    });
    this.view.dispatch({
      selection: to === undefined ? { anchor: at } : { anchor: at, head: to },
      effects: [...unfolded.map((range) => unfoldEffect.of(range)), EditorView.scrollIntoView(at, { y: 'center' })],
    });
    if (to !== undefined) this.view.focus();
  }

  /** Scrolls to a place without moving the cursor. */
  scrollTo(from: number): void {
    this.view.dispatch({
      effects: EditorView.scrollIntoView(Math.min(from, this.view.state.doc.length), { y: 'nearest', yMargin: 60 }),
    });
  }

  /** Folds lines: the first stays. */
  fold(ranges: readonly { readonly first: number; readonly last: number }[]): void {
    const { doc } = this.view.state;
    const effects = ranges
      .filter(({ first, last }) => first < last && last <= doc.lines)
      .map(({ first, last }) => foldEffect.of({ from: doc.line(first).to, to: doc.line(last).to }));
    this.view.dispatch({ effects });
  }

  destroy(): void {
    this.view.destroy();
  }
}

function done(act: () => void): boolean {
  act();
  return true;
}

function foldPlaceholder(unfold: (event: Event) => void, text: string): HTMLElement {
  const button = document.createElement('span');
  button.className = 'fold';
  button.textContent = text;
  button.title = 'Unfold';
  button.addEventListener('click', unfold);
  return button;
}
