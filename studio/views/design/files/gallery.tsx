import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { type FileKind, withFile } from '../../../state/project.ts';
import { openFiles } from '../../../store/open-files.ts';
import { edit, project } from '../../../store/project.ts';
import { suggestForBuiltIn } from '../../../store/suggest.ts';
import { builtInNames } from '../../../store/texts.ts';
import { openFile } from '../../../store/view.ts';
import { LanguageModels } from './language-models.tsx';

/** What the built-in accelerators are, in a few words. */
const ABOUT: Readonly<Record<string, string>> = {
  tpu_like: '32 × 32, weights stay',
  eyeriss_like: '14 × 12, private registers',
  edge_tpu_like: '8 × 8 × 4 × 4, mobile inference',
  meta_prototype: '32 × 2 × 4 × 4, research',
  tesla_npu_like: '32 × 8 × 4, vision',
  ascend_like: '16 × 16 × 2 × 2, deep hierarchy',
  gemm_l1: 'matrix product, one buffer',
  gemm_l1_l3: 'matrix product, two buffers',
  generic_array: 'four dimensions, a starting point',
  edge_lpddr5: '128 × 64, language models',
  cloud_hbm: '256 × 256 × 16, language models',
  aimc: 'analog in-memory computing',
  dimc: 'digital in-memory computing',
};

/** Mappings that belong to an accelerator, where the name differs. */
const MAPPING_OF: Readonly<Record<string, string>> = {
  meta_prototype: 'meta_prototype_like',
  aimc: 'default_imc',
  dimc: 'default_imc',
};
const WORKLOAD_OF: Readonly<Record<string, string>> = { gemm_l1: 'gemm', gemm_l1_l3: 'gemm' };

/** Built-in files and a field for files of one's own. */
export function Gallery({ onDone }: { readonly onDone: () => void }): JSX.Element {
  const picker = useRef<HTMLInputElement>(null);
  const kind = openFile.value;
  return (
    <div class="scroll gallery">
      <div class="empty">
        <b>Start with one of these, or drop your files here</b>
        <div class="tiles">
          {builtInNames('accelerator').map((name) => (
            <button
              key={name}
              type="button"
              onClick={() => {
                choosePair(name);
                onDone();
              }}
            >
              <b>{name}</b>
              <span>{ABOUT[name] ?? 'accelerator'}</span>
            </button>
          ))}
        </div>
        <span class="faint">.yaml, .onnx. They stay on this machine.</span>
        <button class="btn" type="button" onClick={() => picker.current?.click()}>
          Open files
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          accept=".yaml,.yml,.json,.onnx"
          class="hidden"
          aria-label="Files to open"
          tabIndex={-1}
          onChange={({ currentTarget }) => {
            void openFiles([...(currentTarget.files ?? [])]);
            onDone();
          }}
        />
      </div>
      <BuiltIns kind={kind} title={`${kind}s of the package`} onDone={onDone} />
      {kind === 'workload' ? null : <BuiltIns kind="workload" title="workloads of the package" onDone={onDone} />}
      <LanguageModels onDone={onDone} />
    </div>
  );
}

function BuiltIns(props: {
  readonly kind: FileKind;
  readonly title: string;
  readonly onDone: () => void;
}): JSX.Element {
  const { kind, title, onDone } = props;
  const now = project.value.files[kind];
  return (
    <section class="built-ins">
      <h3>{title}</h3>
      <div>
        {builtInNames(kind).map((name) => (
          <button
            key={name}
            type="button"
            class="btn low"
            aria-pressed={now.source === 'built-in' && now.name === name}
            onClick={() => {
              edit((project) => withFile(project, kind, { source: 'built-in', name }), `${kind} ${name}`);
              if (kind === 'accelerator') void suggestForBuiltIn(name);
              onDone();
            }}
          >
            {name}
          </button>
        ))}
      </div>
    </section>
  );
}

/** An accelerator with the mapping, and where needed the workload, that belongs to it. */
function choosePair(name: string): void {
  const mapping = MAPPING_OF[name] ?? (builtInNames('mapping').includes(name) ? name : 'default');
  const workload = WORKLOAD_OF[name];
  edit((now) => {
    const chosen = withFile(withFile(now, 'accelerator', { source: 'built-in', name }), 'mapping', {
      source: 'built-in',
      name: mapping,
    });
    const known = now.files.workload;
    if (workload !== undefined) return withFile(chosen, 'workload', { source: 'built-in', name: workload });
    // The layers of a matrix product fit few of the others' mappings.
    return known.source === 'built-in' && known.name === 'gemm'
      ? withFile(chosen, 'workload', { source: 'built-in', name: 'resnet18' })
      : chosen;
  }, `accelerator ${name}`);
  void suggestForBuiltIn(name);
}
