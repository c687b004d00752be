import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { sizeInBits } from '../../../../src/design-space/unit-text.ts';
import { sizeText } from '../../../parts/figures.ts';
import { withValues } from '../../../state/sweep-plan.ts';
import { editPlan } from '../../../store/sweep/run-sweep.ts';
import { firstValues, type SweptParameter } from '../../../sweep/parameters.ts';

/** The values of one pinned number. A click on a value takes it out; `+` adds one. */
export function ValueChips({ slider, title, fields, values, isBits }: SweptParameter): JSX.Element {
  const isAdding = useSignal(false);
  const textOf = (value: number): string => (isBits ? sizeText(value) : String(value));
  const set = (next: readonly number[], label: string): void =>
    editPlan((plan) => withValues(plan, slider, next), label);
  const add = (text: string): void => {
    isAdding.value = false;
    const added = text
      .split(/[,;\s]+(?=\d)/)
      .map((one) => (isBits ? (sizeInBits(one.trim()) ?? Number(one)) : Number(one)))
      .filter((value) => value > 0 && Number.isFinite(value));
    if (added.length > 0) set([...values, ...added], `${title} with ${added.map(textOf).join(', ')}`);
  };
  const shownField = fields[0]?.replace(/^accelerator\.(memories\.)?/, '') ?? '';
  return (
    <div class="param">
      <div class="title">
        <span>{title.charAt(0).toUpperCase() + title.slice(1)}</span>
        <code title={fields.join(', ')}>{shownField}</code>
        {values.length === 0 ? (
          <button class="link count" type="button" onClick={() => set(firstValues(slider), `sweep ${title}`)}>
            Sweep it
          </button>
        ) : (
          <span class="count">{values.length === 1 ? '1 value' : `${values.length} values`}</span>
        )}
      </div>
      {values.length === 0 ? (
        <p class="faint small-text">stays as it is in the file</p>
      ) : (
        <div class="chips">
          {values.map((value) => (
            <button
              key={value}
              class="chip"
              type="button"
              aria-label={`${title} ${textOf(value)}: take it out`}
              title="Take it out"
              onClick={() =>
                set(
                  values.filter((one) => one !== value),
                  `${title} without ${textOf(value)}`,
                )
              }
            >
              {textOf(value)}
            </button>
          ))}
          {isAdding.value ? (
            <ValueField title={title} example={isBits ? '256 KiB' : '40'} onEnd={add} />
          ) : (
            <button
              class="chip more"
              type="button"
              aria-label={`${title}: add a value`}
              onClick={() => {
                isAdding.value = true;
              }}
            >
              +
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function ValueField(props: {
  readonly title: string;
  readonly example: string;
  readonly onEnd: (text: string) => void;
}): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <input
      ref={field}
      class="chip"
      size={8}
      aria-label={`Value of ${props.title}, such as ${props.example}`}
      placeholder={props.example}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Enter') props.onEnd(currentTarget.value);
        if (key === 'Escape') props.onEnd('');
      }}
      onBlur={({ currentTarget }) => props.onEnd(currentTarget.value)}
    />
  );
}
