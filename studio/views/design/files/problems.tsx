import type { JSX } from 'preact';
import type { Diagnostic } from '../../../../src/base/diagnostic.ts';
import { sizeText } from '../../../parts/figures.ts';
import { type FileKind, withText } from '../../../state/project.ts';
import { findings, otherFindings } from '../../../store/findings.ts';
import { edit } from '../../../store/project.ts';
import { currentRefusal, isCurrent, lastFound } from '../../../store/search.ts';
import { texts } from '../../../store/texts.ts';
import { showPlace } from '../../../store/view.ts';
import { suggestedNames, withMemoryName } from '../../../text/memory-names.ts';

/** More are counted. */
const MOST_SHOWN = 6;

/** What was found in a file: code, place, sentence and fix as the command has them. */
export function Problems({ kind }: { readonly kind: FileKind }): JSX.Element | null {
  const own = findings.value[kind];
  const all = [...own, ...otherFindings.value].toSorted((a, b) => rank(a) - rank(b));
  const notes = kind === 'accelerator' && all.every(({ severity }) => severity !== 'error') ? namesThatLie() : [];
  const isStale = currentRefusal.value !== undefined && lastFound.value !== undefined && !isCurrent.value;
  if (all.length === 0 && notes.length === 0) return null;
  return (
    <section class="problems" aria-label="Findings">
      {all.slice(0, MOST_SHOWN).map((finding) => (
        <Finding key={`${finding.code} ${finding.line} ${finding.message}`} kind={kind} finding={finding} />
      ))}
      {all.length > MOST_SHOWN ? <div class="line faint">and {all.length - MOST_SHOWN} more</div> : null}
      {notes.map(({ memory, size, name, line }) => (
        <div class="line" key={memory}>
          <span class="pill">note</span>
          <span>
            <button class="link" type="button" onClick={() => showPlace({ file: 'accelerator', line })}>
              line {line}
            </button>{' '}
            The name {memory} no longer tells the size, {sizeText(size)}.{' '}
            <button class="link" type="button" onClick={() => rename(memory, name)}>
              Rename it to {name}
            </button>
          </span>
        </div>
      ))}
      {isStale ? <div class="line faint">Results are of the last file that could be read.</div> : null}
    </section>
  );
}

function rank({ severity }: Diagnostic): number {
  return severity === 'error' ? 0 : 1;
}

function Finding(props: { readonly kind: FileKind; readonly finding: Diagnostic }): JSX.Element {
  const { kind, finding } = props;
  const { line, column = 1, message, hint, code, severity } = finding;
  const fix = renamed(kind, finding);
  return (
    <div class={severity === 'error' ? 'alertbox' : 'line'} title={severity === 'error' ? undefined : hint}>
      {severity === 'error' ? null : <span class="pill">warning</span>}
      <span class={severity === 'error' ? '' : 'clamped'}>
        {line === undefined ? null : (
          <button class="link" type="button" onClick={() => showPlace({ file: kind, line })}>
            {line}:{column}
          </button>
        )}{' '}
        {message} <code>{code}</code>
        {fix !== undefined ? (
          <button class="btn low" type="button" onClick={fix.run}>
            {fix.title}
          </button>
        ) : hint === undefined || severity !== 'error' ? null : (
          <span class="hint">{hint}</span>
        )}
      </span>
    </div>
  );
}

/** `did you mean "bandwidth_max"?` as a button. */
function renamed(kind: FileKind, { message, line }: Diagnostic): { title: string; run: () => void } | undefined {
  const [, wrong, right] = /unknown (?:key|field) "([^"]+)".*did you mean "([^"]+)"/.exec(message) ?? [];
  const text = texts.value[kind];
  if (wrong === undefined || right === undefined || line === undefined || text === undefined) return undefined;
  const lines = text.split('\n');
  const at = lines[line - 1];
  if (at === undefined || !at.includes(wrong)) return undefined;
  return {
    title: `Rename it to ${right}`,
    run: () => {
      lines[line - 1] = at.replace(wrong, () => right);
      edit((now) => withText(now, kind, lines.join('\n')), `${wrong} to ${right}`);
    },
  };
}

/** Memories whose name tells another size than they have. */
function namesThatLie() {
  const text = texts.value.accelerator;
  return text === undefined ? [] : suggestedNames(text);
}

function rename(memory: string, name: string): void {
  const text = texts.peek().accelerator;
  if (text !== undefined)
    edit((now) => withText(now, 'accelerator', withMemoryName(text, memory, name)), `${memory} to ${name}`);
}
