import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Pane } from '../../parts/small.tsx';
import { isCurrent } from '../../store/search.ts';
import { followFigure } from './explained.ts';
import { ExplanationPane } from './explanation-pane.tsx';
import { FigureList } from './figure-list.tsx';
import { HelpPane } from './help-pane.tsx';

/** Where a number comes from, what binds it, and what would better it. */
export default function ExplainView(): JSX.Element {
  useEffect(followFigure, []);
  return (
    <main class={`panes explain${isCurrent.value ? '' : ' is-old'}`} id="main">
      <Pane label="Figures" border="explain-list">
        <FigureList />
      </Pane>
      <Pane label="Explanation">
        <ExplanationPane />
      </Pane>
      <Pane label="What to do about it">
        <HelpPane />
      </Pane>
    </main>
  );
}
