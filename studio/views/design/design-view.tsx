import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Pane } from '../../parts/small.tsx';
import { followCurves } from '../../store/curves.ts';
import { followFindings } from '../../store/findings.ts';
import { isCurrent, lastFound } from '../../store/search.ts';
import { overDrawing, toggleFiles } from '../../store/view.ts';
import { FilesPane } from './files/files-pane.tsx';
import { MemoryDrawing } from './memories/memory-drawing.tsx';
import { SliderList } from './memories/slider-list.tsx';
import { ResultsPane } from './results/results-pane.tsx';

/** Files, memories with sliders, results: what a change costs, where it comes from, what other values would give. */
export default function DesignView(): JSX.Element {
  useEffect(() => {
    const ends = [followFindings(), followCurves()];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  const found = lastFound.value;
  return (
    <main class={`panes design${overDrawing.value ? ' with-files' : ''}`} id="main">
      <FilesPane />
      <Pane
        label="Memories and pinned numbers"
        class="memories-pane"
        border="design-memories"
        head={
          <>
            <h2>Memories</h2>
            <button type="button" class="btn low files-switch" onClick={() => toggleFiles()}>
              Files <kbd>E</kbd>
            </button>
            <span class="faint">arrows: bytes moved (log); bars: fullest layer</span>
          </>
        }
      >
        <div class="scroll">
          <div class={`drawing${isCurrent.value ? '' : ' is-old'}`}>
            {found === undefined ? (
              <p class="waiting">The drawing comes with the first result.</p>
            ) : (
              <MemoryDrawing result={found.result} />
            )}
          </div>
          <SliderList />
        </div>
      </Pane>
      <ResultsPane />
    </main>
  );
}
