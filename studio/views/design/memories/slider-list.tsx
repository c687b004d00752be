import type { JSX } from 'preact';
import { DeltaOf } from '../../../parts/small.tsx';
import { pathText, type Slider, sameSlider, withText } from '../../../state/project.ts';
import { curveQuantity, curves } from '../../../store/curves.ts';
import { edit, project } from '../../../store/project.ts';
import { isCurrent, lastFound, pinnedFound } from '../../../store/search.ts';
import { texts } from '../../../store/texts.ts';
import { lit } from '../../../store/view.ts';
import { hasFixedCosts, withAutomaticCosts } from '../../../text/automatic-costs.ts';
import { kindOf, titleOf } from '../../../text/number-kind.ts';
import { numberAt, placesOf, samePath } from '../../../text/numbers.ts';
import { sliderFor } from '../../../text/slider-choice.ts';
import { sliderText } from '../edit-text.ts';
import { SliderTrack } from './slider-track.tsx';

/** The pinned numbers, each with a slider and the curve of what other values give. */
export function SliderList(): JSX.Element {
  const { sliders } = project.value;
  return (
    <section class="pinned-numbers" aria-label="Pinned numbers">
      <div class="head">
        <h2>Pinned numbers</h2>
        <span class="faint">the curve shows what other values give</span>
        <div class="right">
          <PinButton />
        </div>
      </div>
      {sliders.length === 0 ? (
        <p class="waiting">Put the cursor on a number of a file and pin it: it gets a slider here.</p>
      ) : null}
      {sliders.map((slider, index) => (
        <Knob key={JSON.stringify([slider.file, slider.paths])} slider={slider} index={index} />
      ))}
    </section>
  );
}

/** Pins the number that the cursor of the editor is on. */
function PinButton(): JSX.Element | null {
  const { path } = lit.value;
  const text = texts.value.accelerator;
  const isNumber =
    path !== undefined && text !== undefined && placesOf(text).numbers.some((one) => samePath(one.path, path));
  const first =
    !isNumber && path !== undefined && text !== undefined
      ? placesOf(text).numbers.find((one) => samePath(one.path.slice(0, -1), path))
      : undefined;
  const target = isNumber ? path : first?.path;
  if (target === undefined || text === undefined) return null;
  const slider = sliderFor('accelerator', text, target);
  if (slider === undefined || project.value.sliders.some((one) => sameSlider(one, slider))) return null;
  const title = titleOf(slider.paths);
  return (
    <button
      type="button"
      class="btn low"
      onClick={() => edit((now) => ({ ...now, sliders: [...now.sliders, slider] }), `pin ${title}`)}
    >
      Pin {title}
    </button>
  );
}

function Knob({ slider, index }: { readonly slider: Slider; readonly index: number }): JSX.Element {
  const { file, paths } = slider;
  const [path = []] = paths;
  const text = texts.value[file];
  const value = text === undefined ? undefined : numberAt(text, path);
  const title = titleOf(paths);
  const quantity = curveQuantity(slider, project.value);
  const now = isCurrent.value ? lastFound.value?.result.totals[quantity] : undefined;
  const before = pinnedFound.value?.result.totals[quantity];
  const memory = kindOf(path) === 'size' && typeof path[1] === 'string' ? path[1] : undefined;
  const unpin = (): void =>
    edit(
      (project) => ({ ...project, sliders: project.sliders.filter((one) => !sameSlider(one, slider)) }),
      `unpin ${title}`,
    );
  if (value === undefined) {
    return (
      <div class="knob is-off">
        <div class="t">
          <b>{title}</b>
          <code>{pathText(path)}</code>
          <span class="v faint">{text === undefined ? 'loading' : 'the file has no such number'}</span>
          <Unpin title={title} onClick={unpin} />
        </div>
      </div>
    );
  }
  return (
    <div class={`knob${memory !== undefined && lit.value.memory === memory ? ' is-lit' : ''}`}>
      <div class="t">
        <b>{title}</b>
        <code title={pathText(path)}>{pathText(path)}</code>
        <small class="faint">{quantity}</small>
        {memory !== undefined && text !== undefined && hasFixedCosts(text, memory) ? (
          <button
            type="button"
            class="link small-text"
            title="Energies and area of the memory then come from the memory table, for each size"
            onClick={() => followCosts(memory)}
          >
            let costs follow
          </button>
        ) : null}
        <span class="v">{sliderText(slider, value)}</span>
        <span class="d">{now === undefined ? null : <DeltaOf now={now} before={before} />}</span>
        <Unpin title={title} onClick={unpin} />
      </div>
      <SliderTrack
        slider={slider}
        value={value}
        title={title}
        quantity={quantity}
        points={curves.value[index] ?? []}
        onUnpin={unpin}
      />
    </div>
  );
}

function Unpin({ title, onClick }: { readonly title: string; readonly onClick: () => void }): JSX.Element {
  return (
    <button type="button" class="unpin" aria-label={`Unpin ${title}`} title="Unpin" onClick={onClick}>
      ×
    </button>
  );
}

function followCosts(memory: string): void {
  const text = texts.peek().accelerator;
  const changed = text === undefined ? undefined : withAutomaticCosts(text, memory);
  if (changed === undefined) return;
  edit((now) => withText(now, 'accelerator', changed), `costs of ${memory} follow its size`);
}
