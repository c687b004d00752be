export { type SweepPageOptions, sweepHtml } from './sweep-html.ts';
