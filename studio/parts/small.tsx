import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Change, changeOf } from './figures.ts';
import { PaneBorder } from './pane-border.tsx';

/** A change against state A, with its sign before its colour. */
export function Delta({ change }: { readonly change: Change }): JSX.Element {
  return <span class={change.kind === 'same' ? 'faint' : change.kind}>{change.text}</span>;
}

/** The change of a number, or nothing where there is no state A. */
export function DeltaOf(props: {
  readonly now: number;
  readonly before: number | undefined;
  readonly better?: 'less' | 'more';
}): JSX.Element | null {
  const { now, before, better = 'less' } = props;
  return before === undefined ? null : <Delta change={changeOf(now, before, better)} />;
}

/** The square of a state: A or B. */
export function StateTag({ name, small = false }: { readonly name: 'A' | 'B'; readonly small?: boolean }): JSX.Element {
  return <span class={`tag${name === 'B' ? ' b' : ''}${small ? ' small' : ''}`}>{name}</span>;
}

/** The key of a colour. */
export function ColourKey({ colour }: { readonly colour: string }): JSX.Element {
  return <i class={`key ${colour}`} />;
}

/** One of several, all in sight. */
export function Segments<T extends string>(props: {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly title: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): JSX.Element {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons, not of form fields
    <div class="seg" role="group" aria-label={props.label}>
      {props.options.map(({ value, title }) => (
        <button key={value} type="button" aria-pressed={value === props.value} onClick={() => props.onChange(value)}>
          {title}
        </button>
      ))}
    </div>
  );
}

/** One of several, in a list that the system draws. */
export function Choice<T extends string>(props: {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly title: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}): JSX.Element {
  return (
    <select
      class="btn choice"
      aria-label={props.label}
      value={props.value}
      onChange={({ currentTarget }) => {
        const chosen = props.options.find(({ value }) => value === currentTarget.value);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    >
      {props.options.map(({ value, title }) => (
        <option key={value} value={value}>
          {title}
        </option>
      ))}
    </select>
  );
}

/** A region of a view, with a head of 36 px. F6 walks from one to the next. */
export function Pane(props: {
  readonly label: string;
  readonly head?: ComponentChildren;
  readonly children: ComponentChildren;
  readonly class?: string;
  /** Name under which the width is remembered; without it the border stays. */
  readonly border?: string;
}): JSX.Element {
  return (
    <section class={`pane ${props.class ?? ''}`} aria-label={props.label} tabIndex={-1}>
      {props.head === undefined ? null : <div class="head">{props.head}</div>}
      {props.children}
      {props.border === undefined ? null : <PaneBorder name={props.border} />}
    </section>
  );
}

/** A panel over the page; Esc closes it, and the focus goes back to where it was. */
export function Dialog(props: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly class?: string;
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next frame: what is typed right after the panel was called must reach it.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`float ${props.class ?? ''}`}
      aria-label={props.label}
      onClose={props.onClose}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
      onKeyDown={() => {}}
    >
      {props.children}
    </dialog>
  );
}
