import { useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { type Link, linkOf, MOST_LINK_CHARACTERS } from '../link/link.ts';
import { Command, CopyButton } from '../parts/command.tsx';
import { saveFile } from '../parts/save-file.ts';
import { Dialog } from '../parts/small.tsx';
import { FILE_KINDS, type FileKind } from '../state/project.ts';
import { openProject } from '../store/open-files.ts';
import { project } from '../store/project.ts';
import { openPanel } from '../store/view.ts';
import { commandLine, savedName } from './command-line.ts';
import { saveProject } from './share-actions.ts';
import { contentsText } from './share-words.ts';

/** The link, what is in it, the project as a file, and the command that gives the same numbers. */
export default function SharePanel(): JSX.Element {
  return (
    <Dialog
      label="Share"
      class="share-panel"
      onClose={() => {
        openPanel.value = undefined;
      }}
    >
      <h2>Share</h2>
      <LinkPart />
      <FilePart />
      <CommandPart />
      <form method="dialog">
        <button class="btn" type="submit">
          Close
        </button>
      </form>
    </Dialog>
  );
}

function LinkPart(): JSX.Element {
  const link = useSignal<Link | undefined>(undefined);
  useSignalEffect(() => {
    const now = project.value;
    void linkOf(now).then((made) => {
      if (now === project.peek()) link.value = made;
    });
  });
  const made = link.value;
  if (made === undefined) return <p class="waiting">The link is written.</p>;
  if (made.text === undefined) {
    return (
      <section aria-label="Link">
        <h3>Link</h3>
        <p class="alertbox">
          {made.refusal === 'model'
            ? 'A link cannot hold an ONNX model. Download the project instead.'
            : `The link would have ${made.length} characters; many programs cut links after ${MOST_LINK_CHARACTERS}. Download the project instead.`}
        </p>
      </section>
    );
  }
  const address = `${location.href.replace(/#.*$/, '')}#${made.text}`;
  return (
    <section aria-label="Link">
      <h3>Link</h3>
      <div class="command-line">
        <input
          aria-label="Link to this state"
          class="link-field"
          readOnly
          value={address}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <CopyButton text={address} title="Copy the link" class="btn primary low" />
      </div>
      <p class="sentence faint">{contentsText(project.value, address.length)}</p>
    </section>
  );
}

function FilePart(): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <section aria-label="Project">
      <h3>Project</h3>
      <div class="buttons">
        <button class="btn" type="button" onClick={saveProject}>
          Download project <kbd>⌘S</kbd>
        </button>
        <button class="btn" type="button" onClick={() => picker.current?.click()}>
          Open project
        </button>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label="Project to open"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            openPanel.value = undefined;
            if (file !== undefined) void file.text().then((text) => openProject(file.name, text));
          }}
        />
      </div>
      <p class="sentence faint">
        One file with the names of built-in files, the edited files and models, sliders and state A.
      </p>
    </section>
  );
}

function CommandPart(): JSX.Element {
  const { files } = project.value;
  const others = FILE_KINDS.filter((kind) => files[kind].source !== 'built-in');
  return (
    <section aria-label="Command line">
      <h3>The same numbers from the command line</h3>
      <Command text={commandLine(project.value)} />
      {others.length === 0 ? null : (
        <p class="sentence faint">
          Save beside it:{' '}
          {others.map((kind, index) => (
            <span key={kind}>
              {index === 0 ? '' : ', '}
              <button class="link" type="button" onClick={() => saveInput(kind)}>
                {savedName(kind, files[kind])}
              </button>
            </span>
          ))}
          .
        </p>
      )}
    </section>
  );
}

function saveInput(kind: FileKind): void {
  const file = project.peek().files[kind];
  if (file.source === 'text') saveFile(savedName(kind, file), file.text, 'text/yaml');
  if (file.source === 'model') saveFile(savedName(kind, file), new Uint8Array(file.bytes), 'application/octet-stream');
}
