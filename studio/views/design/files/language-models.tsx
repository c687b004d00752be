import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { languageModels } from '../../../engine/ask.ts';
import { withFile } from '../../../state/project.ts';
import { edit } from '../../../store/project.ts';
import { engine } from '../../../store/search.ts';
import { languageModelName } from '../../../store/texts.ts';

/** Shown before anything is typed: both phases of one model, experts, and one without attention. */
const FIRST = [
  'llama3-8b:prefill,tokens=512',
  'llama3-8b:decode,batch=1,context=2048',
  'qwen3-30b-a3b:decode,batch=16,context=2048',
  'mamba-2.8b:decode',
];

/** Names of all models, once the worker has told them. */
const known = signal<readonly string[]>([]);

async function fetchModels(): Promise<void> {
  if (known.peek().length > 0) return;
  known.value = await languageModels(engine).catch(() => []);
}

/** A field for the name of a language model with its keys. It says what the workload is, and changes it. */
export function LanguageModelField({ onDone }: { readonly onDone?: () => void }): JSX.Element {
  const now = languageModelName('workload') ?? '';
  useEffect(() => void fetchModels(), []);
  const choose = (written: string): void => {
    const name = written.trim();
    if (name === '' || name === now) return;
    edit((project) => withFile(project, 'workload', { source: 'built-in', name }), `workload ${name}`);
    onDone?.();
  };
  return (
    <form
      class="language-model"
      onSubmit={(event) => {
        event.preventDefault();
        const field = event.currentTarget.elements.namedItem('name');
        if (field instanceof HTMLInputElement) choose(field.value);
      }}
    >
      <input
        key={now}
        name="name"
        class="field"
        list="language-models"
        aria-label="Language model with its keys"
        placeholder={FIRST[1]}
        title="phase, batch, tokens, context, weight_bits, act_bits, kv_bits …"
        spellcheck={false}
        defaultValue={now}
      />
      <datalist id="language-models">
        {known.value.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <button type="submit" class="btn">
        Use
      </button>
    </form>
  );
}

/** Language models as workloads, by name. */
export function LanguageModels({ onDone }: { readonly onDone: () => void }): JSX.Element {
  const now = languageModelName('workload');
  return (
    <section class="built-ins">
      <h3>language models, by name and keys</h3>
      <LanguageModelField onDone={onDone} />
      <div>
        {FIRST.map((name) => (
          <button
            key={name}
            type="button"
            class="btn low"
            aria-pressed={now === name}
            onClick={() => {
              edit((project) => withFile(project, 'workload', { source: 'built-in', name }), `workload ${name}`);
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
