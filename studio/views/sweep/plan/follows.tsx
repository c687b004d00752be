import type { JSX } from 'preact';
import type { FollowingField } from '../../../state/sweep-plan.ts';
import { project } from '../../../store/project.ts';
import { editPlan } from '../../../store/sweep/run-sweep.ts';
import { texts } from '../../../store/texts.ts';
import { fieldText, planOf, sweptOf } from '../../../sweep/parameters.ts';
import { placesOf } from '../../../text/numbers.ts';

/** Numbers that follow from the swept ones: a field and an expression. */
export function Follows(): JSX.Element | null {
  const { follows } = planOf(project.value);
  if (sweptOf(project.value).length === 0) return null;
  const set = (next: readonly FollowingField[], label: string, gesture?: string): void =>
    editPlan((plan) => ({ ...plan, follows: next }), label, gesture);
  const change = (place: number, part: Partial<FollowingField>): void =>
    set(
      follows.map((one, index) => (index === place ? { ...one, ...part } : one)),
      'number that follows',
      `follows ${place}`,
    );
  return (
    <>
      {follows.map(({ field, value }, place) => (
        <div class="param" key={place}>
          <div class="title">
            <input
              class="field wide"
              aria-label="Field that follows"
              list="fields-that-follow"
              placeholder="accelerator.memories.…"
              spellcheck={false}
              value={field}
              onInput={({ currentTarget }) => change(place, { field: currentTarget.value })}
            />
            <button
              class="btn icon quiet low"
              type="button"
              aria-label={`${field} no longer follows`}
              onClick={() =>
                set(
                  follows.filter((_, index) => index !== place),
                  `${field} no longer follows`,
                )
              }
            >
              ×
            </button>
          </div>
          <label class="row">
            <span class="faint">follows</span>
            <input
              class="field"
              aria-label={`What ${field} follows, such as ${example()}`}
              placeholder={example()}
              spellcheck={false}
              value={value}
              onInput={({ currentTarget }) => change(place, { value: currentTarget.value })}
            />
          </label>
        </div>
      ))}
      <div class="param slim">
        <button
          class="link"
          type="button"
          onClick={() => set([...follows, { field: '', value: '' }], 'number that follows')}
        >
          Let another number follow
        </button>
        <datalist id="fields-that-follow">
          {fields().map((field) => (
            <option key={field} value={field} />
          ))}
        </datalist>
      </div>
    </>
  );
}

/** `64 * array`. */
function example(): string {
  const swept = sweptOf(project.value);
  const { name } = swept.find(({ isBits }) => !isBits) ?? swept[0] ?? { name: 'array' };
  return `64 * ${name}`;
}

/** The numbers of the accelerator, list positions as `*` where ports are meant. */
function fields(): readonly string[] {
  const text = texts.value.accelerator;
  if (text === undefined) return [];
  const all = placesOf(text).numbers.map(({ path }) =>
    fieldText('accelerator', path).replace(/ports\[\d+\]/, 'ports[*]'),
  );
  return [...new Set(all)];
}
