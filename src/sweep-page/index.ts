export type { SweepSource } from './make/collected-points.ts';
export { type SweepPageOptions, sweepHtml } from './sweep-html.ts';
