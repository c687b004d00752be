import type { JSX } from 'preact';

export default function ExplainView(): JSX.Element {
  return <main class="panes explain" id="main" />;
}
