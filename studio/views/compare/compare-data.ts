import { computed, effect, signal, untracked } from '@preact/signals';
import type { RunComparison } from '../../../src/results/compare-runs.ts';
import { comparisonOf, documentOf } from '../../engine/ask.ts';
import type { DesignResult } from '../../engine/result/design-result.ts';
import { FILE_KINDS, type FileKind, type Inputs, type ProjectFile } from '../../state/project.ts';
import { project } from '../../store/project.ts';
import { isCurrent, lastFound, pinnedFound } from '../../store/search.ts';
import { builtInText } from '../../store/texts.ts';
import { type LineGroup, lineChanges } from '../../text/line-changes.ts';

/* State A and what is on screen, and what the engine says of their difference. */

/** Results of both states; undefined while one is not there. */
export const both = computed((): { readonly a: DesignResult; readonly b: DesignResult } | undefined => {
  const [a, b] = [pinnedFound.value, lastFound.value];
  return a === undefined || b === undefined || !isCurrent.value ? undefined : { a: a.result, b: b.result };
});

/** Of which results the comparison is. */
const compared = signal<{ readonly a: DesignResult; readonly b: DesignResult; readonly comparison: RunComparison }>();

/** The comparison of both states; undefined until the engine has it. */
export const comparison = computed(() => {
  const [now, known] = [both.value, compared.value];
  return now !== undefined && known?.a === now.a && known.b === now.b ? known.comparison : undefined;
});
export const problem = signal<string | undefined>(undefined);

effect(() => {
  const [a, b] = [pinnedFound.value, lastFound.value];
  if (a === undefined || b === undefined || both.value === undefined) return;
  untracked(() => {
    if (comparison.value !== undefined) return;
    documentOf(a.client, a.result.search)
      .then((document) => comparisonOf(b.client, b.result.search, document))
      .then(
        (found) => {
          problem.value = undefined;
          compared.value = { a: a.result, b: b.result, comparison: found };
        },
        (error: unknown) => {
          problem.value = error instanceof Error ? error.message : String(error);
        },
      );
  });
});

/** What differs in one input. */
export interface FileChange {
  readonly kind: FileKind;
  readonly names: readonly [a: string, b: string];
  readonly groups: readonly LineGroup[];
  /** Why lines cannot be compared. */
  readonly note?: string | undefined;
}

/** Inputs with another content. */
export const fileChanges = computed((): readonly FileChange[] => {
  const now = project.value;
  const { pinned } = now;
  return pinned === undefined ? [] : FILE_KINDS.flatMap((kind) => fileChange(kind, pinned, now) ?? []);
});

function fileChange(kind: FileKind, before: Inputs, after: Inputs): FileChange | undefined {
  const [a, b] = [before.files[kind], after.files[kind]];
  const [textA, textB] = [textOf(kind, a), textOf(kind, b)];
  const names = [a.name, b.name] as const;
  if (textA !== undefined && textB !== undefined) {
    const groups = lineChanges(textA, textB);
    return groups.length === 0 ? undefined : { kind, names, groups };
  }
  if (a === b || (a.source === b.source && a.name === b.name && a.source === 'built-in')) return undefined;
  return { kind, names, groups: [], note: `${a.name} and ${b.name}: models are not compared line by line.` };
}

function textOf(kind: FileKind, file: ProjectFile): string | undefined {
  if (file.source === 'text') return file.text;
  return file.source === 'built-in' ? builtInText(kind, file.name) : undefined;
}

/** Choices of the run that differ: `best: latency instead of EDP`. */
export const optionChanges = computed((): readonly string[] => {
  const { pinned, run } = project.value;
  if (pinned === undefined) return [];
  return [
    ...(pinned.run.objective === run.objective ? [] : [`best ${run.objective} instead of ${pinned.run.objective}`]),
    ...(pinned.run.loopLimit === run.loopLimit
      ? []
      : [`at most ${run.loopLimit} loops instead of ${pinned.run.loopLimit}`]),
    ...(pinned.run.costModel === run.costModel
      ? []
      : [`${run.costModel} cost model instead of ${pinned.run.costModel}`]),
  ];
});
