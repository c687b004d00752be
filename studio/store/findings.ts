import { computed, effect, signal, untracked } from '@preact/signals';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { findingsOf } from '../engine/ask.ts';
import { kindOfFile } from '../engine/protocol.ts';
import { FILE_KINDS, type FileKind } from '../state/project.ts';
import { project } from './project.ts';
import { currentRefusal, engine, isCurrent, lastFound } from './search.ts';
import { texts } from './texts.ts';

/* What the readers of the command find in the files on screen. */

const PAUSE_MS = 150;

interface Checked {
  readonly text: string;
  readonly findings: readonly Diagnostic[];
}

const checked = signal<Partial<Record<FileKind, Checked>>>({});

/** Findings of every file: those of its text alone, and those that only a search finds. Texts that are not checked yet have none. */
export const findings = computed((): Readonly<Record<FileKind, readonly Diagnostic[]>> => {
  const ofSearch = searchFindings();
  const of = (kind: FileKind): readonly Diagnostic[] => {
    const own = checked.value[kind];
    const found = own !== undefined && own.text === texts.value[kind] ? own.findings : [];
    const more = ofSearch.filter((one) => kindOfFile(one.file) === kind && !found.some((other) => isSame(one, other)));
    return [...found, ...more];
  };
  return { workload: of('workload'), accelerator: of('accelerator'), mapping: of('mapping') };
});

/** Findings that belong to no file. */
export const otherFindings = computed((): readonly Diagnostic[] => {
  return searchFindings().filter(({ file }) => kindOfFile(file) === undefined);
});

/** What the search says of the files on screen. Of layers that do not fit the first stands for all: they say the same. */
function searchFindings(): readonly Diagnostic[] {
  const refusal = currentRefusal.value;
  if (refusal !== undefined)
    return refusal.reason === 'mapping' ? refusal.diagnostics.slice(0, 1) : refusal.diagnostics;
  return isCurrent.value ? (lastFound.value?.result.warnings ?? []) : [];
}

function isSame(one: Diagnostic, other: Diagnostic): boolean {
  return one.code === other.code && one.line === other.line && one.message === other.message;
}

/** Checks edited texts while they are typed. Built-in files have no findings of their own. */
export function followFindings(): () => void {
  return effect(() => {
    const { files } = project.value;
    const now = texts.value;
    const timer = setTimeout(() => {
      for (const kind of FILE_KINDS) {
        const text = now[kind];
        const known = untracked(() => checked.value[kind]);
        if (text === undefined || files[kind].source !== 'text' || known?.text === text) continue;
        findingsOf(engine, kind, text).then(
          (found) => {
            checked.value = { ...checked.peek(), [kind]: { text, findings: found } };
          },
          () => {},
        );
      }
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  });
}
