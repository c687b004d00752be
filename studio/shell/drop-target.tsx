import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { roleOfName } from '../store/file-roles.ts';

/** Names of the files that hang over the page; undefined while there are none. */
const hanging = signal<readonly string[] | undefined>(undefined);

/** Listens for files that are dropped anywhere on the page. Returns how to end it. */
export function listenForDrops(): () => void {
  const over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    event.preventDefault();
    // Names are told by some browsers only when the files are let go.
    const names = [...event.dataTransfer.items].flatMap((item) => item.getAsFile()?.name ?? []);
    if (hanging.peek()?.join() !== names.join() || hanging.peek() === undefined) hanging.value = names;
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) hanging.value = undefined;
  };
  const drop = (event: DragEvent): void => {
    hanging.value = undefined;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void import('../store/open-files.ts').then(({ openFiles }) => openFiles(files));
  };
  addEventListener('dragover', over);
  addEventListener('dragleave', leave);
  addEventListener('drop', drop);
  return () => {
    removeEventListener('dragover', over);
    removeEventListener('dragleave', leave);
    removeEventListener('drop', drop);
  };
}

/** What will happen with the files, before they are let go. */
export function DropTarget(): JSX.Element | null {
  const names = hanging.value;
  if (names === undefined) return null;
  return (
    <div class="drop">
      <b>Drop to read</b>
      {names.map((name) => (
        <span key={name}>
          {name} as {roleOfName(name)}
        </span>
      ))}
      <span class="faint">The files stay on this machine.</span>
    </div>
  );
}
