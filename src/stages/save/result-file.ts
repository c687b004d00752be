import { CostModelEvaluation, type CumulativeCME } from '../../model/evaluation.ts';

/**
 * Names result files after what they hold: `<layer>_<kind>.json`, `overall_<kind>.json`. Characters that file systems refuse
 * become `_`; a second layer of the same name gets `-2`, so no result overwrites another of the same run.
 */
export class ResultFileNames {
  private readonly used = new Map<string, number>();
  private readonly kind: 'complete' | 'simple';

  constructor(kind: 'complete' | 'simple') {
    this.kind = kind;
  }

  next(cme: CostModelEvaluation | CumulativeCME): string {
    const subject = cme instanceof CostModelEvaluation ? safeFileName(cme.layer.name) : 'overall';
    const count = (this.used.get(subject) ?? 0) + 1;
    this.used.set(subject, count);
    return `${subject}${count === 1 ? '' : `-${count}`}_${this.kind}.json`;
  }
}

/** A layer name as part of a file name: no separators, no reserved characters, never a relative folder. */
function safeFileName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a file name
  const plain = name.replace(/[/\\:*?"<>|\u0000-\u001f]/g, '_').replace(/^\.+/, '_');
  return plain === '' ? '_' : plain;
}

/** JSON as the reports are written: indented by four, shortest exact numbers. */
export function reportText(report: unknown): string {
  return JSON.stringify(report, undefined, 4);
}
