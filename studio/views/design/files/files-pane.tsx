import { effect, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { colourOf } from '../../../parts/bars.tsx';
import { Icon } from '../../../parts/icons.tsx';
import { ColourKey, Pane } from '../../../parts/small.tsx';
import { FILE_KINDS, type FileKind } from '../../../state/project.ts';
import { findings } from '../../../store/findings.ts';
import { project } from '../../../store/project.ts';
import { lastFound } from '../../../store/search.ts';
import { isModel, languageModelName, texts } from '../../../store/texts.ts';
import { isFirstVisit, openFile, shownPlace, toggleFiles } from '../../../store/view.ts';
import { entryAt } from '../../../text/lines.ts';
import { unitOf } from '../../../text/number-kind.ts';
import { EditorHost } from './editor-host.tsx';
import { Gallery } from './gallery.tsx';
import { LanguageModelField } from './language-models.tsx';
import { Problems } from './problems.tsx';

/** Whether the gallery stands in the editor's place. */
export const showsGallery = signal(isFirstVisit());
// Whoever asks for a place of a file wants to see the file.
effect(() => {
  if (shownPlace.value !== undefined) showsGallery.value = false;
});
/** Where the cursor is, in characters. */
const cursor = signal(0);

/** One function for all renderings: another would start the editor anew. */
function moveCursor(offset: number): void {
  cursor.value = offset;
}

/** The three files. */
export function FilesPane(): JSX.Element {
  const kind = openFile.value;
  return (
    <Pane label="Files" class="files-pane" border="design-files">
      <div class="files" role="tablist" aria-label="Files">
        {FILE_KINDS.map((one) => (
          <FileTab key={one} kind={one} />
        ))}
        <button type="button" class="files-switch" onClick={() => toggleFiles()}>
          Close
        </button>
        <button
          type="button"
          class="open"
          aria-pressed={showsGallery.value}
          onClick={() => {
            showsGallery.value = !showsGallery.value;
          }}
        >
          Open <Icon name="down" size={11} />
        </button>
      </div>
      {showsGallery.value ? (
        <Gallery
          onDone={() => {
            showsGallery.value = false;
          }}
        />
      ) : (
        <>
          <Breadcrumb kind={kind} />
          {isModel(kind) || languageModelName(kind) !== undefined ? (
            <ModelNote kind={kind} />
          ) : texts.value[kind] === undefined ? (
            <div class="waiting">Loading the file.</div>
          ) : (
            <EditorHost key={kind} kind={kind} onCursor={moveCursor} />
          )}
          <Problems kind={kind} />
        </>
      )}
    </Pane>
  );
}

function FileTab({ kind }: { readonly kind: FileKind }): JSX.Element {
  const errors = findings.value[kind].filter(({ severity }) => severity === 'error').length;
  const isEdited = project.value.files[kind].source === 'text';
  return (
    <button
      type="button"
      role="tab"
      aria-selected={openFile.value === kind && !showsGallery.value}
      onClick={() => {
        openFile.value = kind;
        showsGallery.value = false;
      }}
    >
      {kind}
      {errors > 0 ? (
        <span class="pill alert">{errors === 1 ? '1 error' : `${errors} errors`}</span>
      ) : isEdited ? (
        <span class="pill">edited</span>
      ) : null}
    </button>
  );
}

/** Where the cursor is, and what the unit there is. */
function Breadcrumb({ kind }: { readonly kind: FileKind }): JSX.Element {
  const text = texts.value[kind] ?? '';
  const path = entryAt(text, cursor.value)?.path ?? [];
  const found = lastFound.value;
  const unit = unitOf(path);
  return (
    <div class="crumb">
      {path.length === 0 ? <span>{project.value.files[kind].name}</span> : null}
      {path.map((step, index) => (
        <>
          {index === 0 ? null : <span aria-hidden="true">›</span>}
          {index === 1 && path[0] === 'memories' && found !== undefined ? (
            <ColourKey colour={colourOf(found.result, String(step))} />
          ) : null}
          <span class={index > 0 ? 'step' : ''}>{String(step)}</span>
        </>
      ))}
      <span class="hint">
        {unit === '' ? 'Alt-drag a number to change it' : `${unit}; Alt-drag a number to change it`}
      </span>
    </div>
  );
}

/** In the editor's place for an ONNX model, and for a language model by name. */
function ModelNote({ kind }: { readonly kind: FileKind }): JSX.Element {
  const file = project.value.files[kind];
  const layers = lastFound.value?.result.layers ?? [];
  return (
    <div class="scroll model-note">
      {languageModelName(kind) === undefined ? (
        <p>
          <b>{file.name}</b> is an ONNX model
          {file.source === 'model' ? `, ${Math.ceil(file.bytes.length / 1024)} KiB. It stays on this machine.` : '.'}
        </p>
      ) : (
        <LanguageModelField />
      )}
      {layers.length === 0 ? null : (
        <table class="dense">
          <thead>
            <tr>
              <th>layer</th>
              <th class="text">operator</th>
              <th>MAC</th>
            </tr>
          </thead>
          <tbody>
            {layers.map(({ id, shortName, operatorType, operations }) => (
              <tr key={id}>
                <td>
                  {id} {shortName}
                </td>
                <td class="text">{operatorType}</td>
                <td>{operations.toLocaleString('en').replaceAll(',', '\u202f')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
