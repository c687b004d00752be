import type { JSX } from 'preact';

export default function NestView(): JSX.Element {
  return <main class="panes nest" id="main" />;
}
