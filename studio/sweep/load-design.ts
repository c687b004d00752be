import type { FileKind, NumberPath, Project } from '../state/project.ts';
import { FILE_KINDS, withText } from '../state/project.ts';
import type { SweepPlan } from '../state/sweep-plan.ts';
import { type FieldValue, withFields, withFilledUnrollings } from '../text/fields.ts';
import { RUN_OBJECTIVE } from './sweep-file.ts';

/** How the inputs of a design differ from those of the project that was swept. */
export interface DesignChanges {
  readonly changes: readonly { readonly file: FileKind; readonly path: NumberPath; readonly value: FieldValue }[];
  readonly arraySizes: readonly (readonly [dimension: string, size: number])[];
}

/**
 * The project with a design of its sweep: its numbers in the files, unrollings that fill its array, and searches for what the sweep
 * searched for, so that its figures are those of the sweep.
 * @param project with the files that were swept.
 * @param textOf the text of a file; undefined for models.
 */
export function withLoadedDesign(
  project: Project,
  { changes, arraySizes }: DesignChanges,
  { objective }: SweepPlan,
  textOf: (kind: FileKind) => string | undefined,
): Project {
  let next: Project = { ...project, run: { ...project.run, objective: RUN_OBJECTIVE[objective] } };
  for (const kind of FILE_KINDS) {
    const before = textOf(kind);
    if (before === undefined) continue;
    const own = changes.filter(({ file: of }) => of === kind);
    const changed = withFields(before, own);
    const text = kind === 'mapping' ? withFilledUnrollings(changed, new Map(arraySizes)) : changed;
    if (text !== before) next = withText(next, kind, text);
  }
  return next;
}
