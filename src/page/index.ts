export { reportHtml } from './report-html.ts';
