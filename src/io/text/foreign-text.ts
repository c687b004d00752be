import type { Diagnostic } from '../../base/diagnostic.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import * as errors from './yaml-errors.ts';

/** Tags with which files of Timeloop from version 0.4 on, and of AccelForge, build their parts. */
const FOREIGN_TAG =
  /!(Container|Component|Memory|Compute|Toll|Fanout|Hierarchical|Parallel|Pipelined|Temporal|Spatial|Storage)\b/;
/** Templates that these programs fill in before they read the YAML. */
const TEMPLATE = /\{\{[^}\n]*\}\}|\{%[^}\n]*%\}/;

/** The finding for a text that is no YAML as it stands, where it is known what it is: a file with git's marks, or of another program. */
export function foreignText(text: string, originAt: (offset: number) => SourceOrigin): Diagnostic | undefined {
  const mark = conflictMark(text);
  if (mark !== undefined) return errors.conflictMark(originAt(mark));
  const foreign = FOREIGN_TAG.exec(text) ?? TEMPLATE.exec(text);
  if (foreign === null) return undefined;
  return errors.otherProgram(
    originAt(foreign.index),
    `a file of Timeloop or AccelForge (it has ${foreign[0].slice(0, 40)})`,
    'a file of ZigZag',
    'write it anew for ZigZag; docs/ describes the three formats, examples/ has files to start from',
  );
}

/** Offset of the first mark that git leaves in a file after a failed merge. */
export function conflictMark(text: string): number | undefined {
  const begin = /^<{7}(?: .*)?$/m.exec(text);
  if (begin === null || !/^={7}\r?$/m.test(text) || !/^>{7}(?: .*)?$/m.test(text)) return undefined;
  return begin.index;
}
