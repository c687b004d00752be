export type { PageCurves } from './curves-section.ts';
export { reportHtml } from './report-html.ts';
