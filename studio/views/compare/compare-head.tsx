import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { projectOfLink } from '../../link/link.ts';
import { CopyButton } from '../../parts/command.tsx';
import { StateTag } from '../../parts/small.tsx';
import { inputsOf } from '../../state/project.ts';
import { pinnedOf, swapWithPinned } from '../../store/pin.ts';
import { edit, message, project } from '../../store/project.ts';
import { both } from './compare-data.ts';
import { tableText } from './words/table-text.ts';

const isPasting = signal(false);

/** Names of both states, swap, a link to compare with, and the numbers as a table. */
export function CompareHead(): JSX.Element | null {
  const { pinned } = project.value;
  const states = both.value;
  if (pinned === undefined) return null;
  return (
    <>
      <StateTag name="A" />
      <input
        class="state-name"
        aria-label="Name of state A"
        value={pinned.name}
        size={Math.max(6, Math.min(24, pinned.name.length))}
        onInput={({ currentTarget: { value } }) =>
          edit(
            (now) => (now.pinned ? { ...now, pinned: { ...now.pinned, name: value } } : now),
            'name of A',
            'name of A',
          )
        }
      />
      <span class="faint">with</span>
      <StateTag name="B" />
      <span class="state-now">now: {pinnedOf(project.value).name}</span>
      <button class="btn quiet low" type="button" onClick={swapWithPinned}>
        Swap <kbd>X</kbd>
      </button>
      <span class="right">
        <button
          class="btn quiet low"
          type="button"
          aria-expanded={isPasting.value}
          onClick={() => {
            isPasting.value = !isPasting.value;
          }}
        >
          Paste a link to compare with
        </button>
        {states === undefined ? null : (
          <CopyButton text={tableText(states.a, states.b)} title="Copy as a table" class="btn low" />
        )}
      </span>
    </>
  );
}

/** A field for a link, whose state becomes A. */
export function PastedLink(): JSX.Element | null {
  if (!isPasting.value && project.value.pinned !== undefined) return null;
  const open = async (text: string): Promise<void> => {
    const hash = text.trim().replace(/^[^#]*#/, '');
    if (hash === '') return;
    try {
      const linked = await projectOfLink(hash);
      const name = linked.pinned === undefined ? 'the pasted link' : `the pasted link, with ${linked.pinned.name}`;
      edit((now) => ({ ...now, pinned: { ...inputsOf(linked), name } }), 'pasted link as A');
      isPasting.value = false;
    } catch (error) {
      message.value = { text: `The link cannot be read. ${error instanceof Error ? error.message : ''}` };
    }
  };
  return (
    <div class="block">
      <label class="paste">
        <span>Link whose state becomes A</span>
        <input
          class="field"
          spellcheck={false}
          placeholder="…#v1;w=resnet18;a=tpu_like;m=tpu_like"
          onPaste={(event) => void open(event.clipboardData?.getData('text') ?? '')}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') void open(currentTarget.value);
          }}
        />
      </label>
    </div>
  );
}
