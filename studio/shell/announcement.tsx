import { effect, signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { changeOf, figureText } from '../parts/figures.ts';
import { lastFound, pinnedFound, status } from '../store/search.ts';

/** Screen readers hear one sentence in so many milliseconds at most. */
const PAUSE_MS = 2000;

const sentence = signal('');

/** Tells settled results to screen readers: never progress, never what is passed over. */
export function Announcement(): JSX.Element {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = effect(() => {
      const found = lastFound.value;
      const before = pinnedFound.value?.result.totals;
      clearTimeout(timer);
      if (status.value !== 'settled' || found === undefined) return;
      const { energy, latency } = found.result.totals;
      timer = setTimeout(() => {
        sentence.value = `Energy ${figureText(energy, 'pJ')}${spoken(energy, before?.energy)}. Latency ${figureText(latency, 'cycles')}${spoken(latency, before?.latency)}.`;
      }, PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, []);
  return (
    <div class="hidden" role="status">
      {sentence.value}
    </div>
  );
}

/** `, 8.9 % less`. */
function spoken(now: number, before: number | undefined): string {
  if (before === undefined) return '';
  const { text, kind } = changeOf(now, before);
  return kind === 'same' ? ', as in A' : `, ${text.replace(/^[+\u2212]/, '')} ${now < before ? 'less' : 'more'}`;
}
