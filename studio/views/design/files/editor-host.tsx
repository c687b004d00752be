import { effect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CodeEditor } from '../../../editor/code-editor.ts';
import type { FileKind } from '../../../state/project.ts';
import { findings } from '../../../store/findings.ts';
import { redoEdit, undoEdit } from '../../../store/project.ts';
import { originalText, texts } from '../../../store/texts.ts';
import { keepLit, lit, shownPlace } from '../../../store/view.ts';
import { entryAt, lineFinder, memoryLines } from '../../../text/lines.ts';
import { placesOf, samePath } from '../../../text/numbers.ts';
import { endNumbers, putLineBack, stepNumber, typeText } from '../edit-text.ts';
import { foldedAtFirst, foldText, marksOf } from './editor-marks.ts';

/** The editor of a file. Its code is loaded when it is first shown. */
export function EditorHost(props: {
  readonly kind: FileKind;
  readonly onCursor: (offset: number) => void;
}): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const { kind, onCursor } = props;
  useEffect(() => {
    const parent = place.current;
    if (parent === null) return;
    let end: (() => void) | undefined;
    let isGone = false;
    void import('../../../editor/code-editor.ts').then(({ CodeEditor: Editor }) => {
      if (!isGone) end = startEditor(Editor, parent, kind, onCursor);
    });
    return () => {
      isGone = true;
      end?.();
    };
  }, [kind, onCursor]);
  return <div class="code" ref={place} />;
}

function startEditor(
  Editor: typeof CodeEditor,
  parent: Element,
  kind: FileKind,
  onCursor: (offset: number) => void,
): () => void {
  const first = texts.peek()[kind] ?? '';
  let isReady = false;
  const editor = new Editor(parent, kind, first, {
    onEdit: (text) => typeText(kind, text),
    onCursor: (offset) => {
      onCursor(offset);
      if (isReady) lightEntry(kind, offset);
    },
    onUndo: undoEdit,
    onRedo: redoEdit,
    putBack: (line, was) => putLineBack(kind, originalText(kind) ?? '', line, was),
    foldText,
    step: (path, from, steps) => stepNumber(kind, path, from, steps),
    end: endNumbers,
  });
  if (kind === 'accelerator') editor.fold(foldedAtFirst(first));
  const ends = [
    effect(() => {
      const text = texts.value[kind];
      if (text !== undefined) editor.setText(text);
    }),
    effect(() => editor.setMarks(marksOf(kind))),
    effect(() => editor.setFindings(findings.value[kind])),
    effect(() => {
      const asked = shownPlace.value;
      if (asked === undefined || asked.file !== kind) return;
      shownPlace.value = undefined;
      const text = texts.peek()[kind] ?? '';
      const at = offsetOf(text, asked.path, asked.line);
      const number = placesOf(text).numbers.find(({ from }) => from === at);
      if (at !== undefined) editor.reveal(at, asked.isEdited === true ? number?.to : undefined);
    }),
    effect(() => {
      const { memory } = lit.value;
      if (kind !== 'accelerator' || memory === undefined || parent.contains(document.activeElement)) return;
      const at = offsetOf(texts.peek()[kind] ?? '', ['memories', memory]);
      if (at !== undefined) editor.scrollTo(at);
    }),
  ];
  isReady = true;
  return () => {
    for (const end of ends) end();
    editor.destroy();
  };
}

/** The cursor in a memory lights it everywhere. */
function lightEntry(kind: FileKind, offset: number): void {
  if (kind !== 'accelerator') return;
  const text = texts.peek()[kind] ?? '';
  const path = entryAt(text, offset)?.path ?? [];
  const line = lineFinder(text)(offset);
  const around = memoryLines(text).find(({ first, last }) => first <= line && line <= last);
  keepLit({ path, memory: around?.memory });
}

function offsetOf(text: string, path: readonly (string | number)[] | undefined, line?: number): number | undefined {
  if (path === undefined) {
    if (line === undefined) return undefined;
    return text
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, { length }) => sum + length + 1, 0);
  }
  const { numbers, entries } = placesOf(text);
  return (
    numbers.find((number) => samePath(number.path, path))?.from ??
    entries.find((entry) => samePath(entry.path, path))?.from
  );
}
