import { escapeText, type Markup } from '../../charts/drawing/svg.ts';

/** What may stand in a template: text is escaped, markup is not, lists are joined, nothing is left out. */
export type Content = Markup | string | number | undefined | readonly Content[];

/**
 * Markup with content in it. Line breaks of the template and the blanks behind them are dropped, so text must not be broken over
 * lines. Attributes must stand in double quotes.
 */
export function html(template: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let markup = '';
  for (const [index, text] of textsOf(template).entries()) markup += text + markupOf(contents[index]);
  return { markup };
}

/** Texts of templates without line breaks; each template is a single object however often it is used. */
const knownTexts = new WeakMap<TemplateStringsArray, readonly string[]>();

function textsOf(template: TemplateStringsArray): readonly string[] {
  const known = knownTexts.get(template) ?? template.map((text) => text.replace(/\n\s*/g, ''));
  knownTexts.set(template, known);
  return known;
}

function markupOf(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escapeText(content);
  if (typeof content === 'number') return String(content);
  return isMarkup(content) ? content.markup : content.map(markupOf).join('');
}

function isMarkup(content: Markup | readonly Content[]): content is Markup {
  return 'markup' in content;
}

/** Several contents with a text between them. */
export function joined(contents: readonly Content[], separator: string): Content {
  return contents.flatMap((content, index) => (index === 0 ? [content] : [separator, content]));
}
