import type { JSX } from 'preact';

export default function DesignView(): JSX.Element {
  return <main class="panes design" id="main" />;
}
