import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';

/** How long a button says that something was copied. */
const SAID_MS = 1500;

/** A button that copies a text. */
export function CopyButton(props: {
  readonly text: string;
  readonly title?: string;
  readonly class?: string;
}): JSX.Element {
  const { text, title = 'Copy', class: name = 'btn quiet low' } = props;
  const said = useSignal<string | undefined>(undefined);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('Not copied'),
    );
  };
  const say = (word: string): void => {
    said.value = word;
    setTimeout(() => {
      said.value = undefined;
    }, SAID_MS);
  };
  return (
    <button type="button" class={name} onClick={copy}>
      {said.value ?? title}
    </button>
  );
}

/** A command line with a button that copies it. */
export function Command({ text }: { readonly text: string }): JSX.Element {
  return (
    <div class="command-line">
      <code title={text}>{text}</code>
      <CopyButton text={text} />
    </div>
  );
}
