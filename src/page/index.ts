export type { PageCurves } from './curves-section.ts';
export { type ReportSections, reportHtml } from './report-html.ts';
