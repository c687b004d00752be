import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { Pane, Segments } from '../../parts/small.tsx';
import { FILE_KINDS } from '../../state/project.ts';
import { project } from '../../store/project.ts';
import { showPlace } from '../../store/view.ts';
import { type ChangedLine, countChanges, type LineGroup, pairedLines } from '../../text/line-changes.ts';
import { both, type FileChange, fileChanges, optionChanges } from './compare-data.ts';
import { NestsBlock } from './nests-block.tsx';
import { following } from './words/following.ts';

type Layout = 'changes' | 'beside';
const layout = signal<Layout>('changes');

/** What differs in the files, what follows from it, and the nests: 470 px. */
export function FilesPane(): JSX.Element {
  const changes = fileChanges.value;
  const states = both.value;
  const lines = changes.reduce((sum, { groups }) => sum + countChanges(groups), 0);
  const follows = states === undefined ? [] : following(states.a, states.b);
  const equal = FILE_KINDS.filter((kind) => !changes.some((change) => change.kind === kind));
  if (project.value.pinned === undefined) {
    return (
      <Pane label="Differences in the files" head={<h2>Files</h2>}>
        <p class="waiting">What differs in the files stands here.</p>
      </Pane>
    );
  }
  const rest = [...equal, ...(optionChanges.value.length === 0 ? ['options'] : [])];
  return (
    <Pane
      label="Differences in the files"
      head={
        <>
          <h2>Files</h2>
          <span class="faint">
            {lines === 1 ? '1 line' : `${lines} lines`}
            {follows.length === 0 ? '' : `, ${follows.length} that follow`}
          </span>
          <span class="right">
            <Segments<Layout>
              label="How differences are laid out"
              value={layout.value}
              options={[
                { value: 'changes', title: 'Changes' },
                { value: 'beside', title: 'Side by side' },
              ]}
              onChange={(value) => {
                layout.value = value;
              }}
            />
          </span>
        </>
      }
    >
      <div class="scroll">
        <div class="changes">
          {changes.map((change) => (
            <FileBlock key={change.kind} {...change} />
          ))}
          {follows.length === 0 ? null : (
            <>
              <p class="path">follows from it</p>
              {follows.map(({ memory, name, before, after }) => (
                <div key={`${memory} ${name}`}>
                  <Line kind="before" text={`${memory}  ${name}  ${before}`} />
                  <Line kind="after" text={`${memory}  ${name}  ${after}`} />
                </div>
              ))}
            </>
          )}
          {optionChanges.value.length === 0 ? null : (
            <>
              <h3>options</h3>
              {optionChanges.value.map((text) => (
                <p key={text} class="path">
                  {text}
                </p>
              ))}
            </>
          )}
          {rest.length === 0 ? null : (
            <>
              <h3>{rest.join(', ')}</h3>
              <p class="path">no difference</p>
            </>
          )}
        </div>
        <NestsBlock />
      </div>
    </Pane>
  );
}

function FileBlock({ kind, names, groups, note }: FileChange): JSX.Element {
  return (
    <section aria-label={`Changes of the ${kind}`}>
      <h3>
        {kind}: {names[0] === names[1] ? names[0] : `${names[0]} and ${names[1]}`}
      </h3>
      {note === undefined ? null : <p class="path">{note}</p>}
      {groups.map((group, index) => (
        <div key={index}>
          <p class="path">
            <button
              class="link"
              type="button"
              onClick={() => showPlace({ file: kind, line: group.lines.find((line) => line.kind !== 'same')?.number })}
            >
              {group.path.length === 0 ? `line ${group.lines[0]?.number}` : group.path.join(' › ')}
            </button>
          </p>
          {layout.value === 'changes' ? <Changes {...group} /> : <Beside {...group} />}
        </div>
      ))}
    </section>
  );
}

function Changes({ lines }: LineGroup): JSX.Element {
  return (
    <>
      {lines.map(({ kind, number, text }, index) => (
        <Line key={index} kind={kind} number={number} text={text} />
      ))}
    </>
  );
}

const SIGNS: Readonly<Record<ChangedLine['kind'], string>> = { same: ' ', before: '\u2212', after: '+' };

function Line(props: {
  readonly kind: ChangedLine['kind'];
  readonly number?: number;
  readonly text: string;
}): JSX.Element {
  const { kind, number, text } = props;
  return (
    <div class={`changed-line ${kind}`}>
      <b>{number}</b>
      <i>{SIGNS[kind]}</i>
      <span title={text}>{text}</span>
    </div>
  );
}

/** Lines of A to the left, those of B to the right. */
function Beside({ lines }: LineGroup): JSX.Element {
  return (
    <div class="beside-lines">
      {pairedLines(lines).flatMap(([before, after], index) => [
        before === undefined ? <div key={`${index} a`} /> : <Line key={`${index} a`} {...before} />,
        after === undefined ? <div key={`${index} b`} /> : <Line key={`${index} b`} {...after} />,
      ])}
    </div>
  );
}
