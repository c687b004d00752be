import { parseHTML } from 'linkedom';

/** What tests read of an element. */
export interface PageElement {
  readonly localName: string;
  readonly textContent: string;
  readonly outerHTML: string;
  readonly parentElement: PageElement | null;
  readonly children: Iterable<PageElement>;
  getAttribute(name: string): string | null;
  closest(selector: string): PageElement | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

/** The element of a page's text. */
export function parsePage(text: string): PageElement {
  return parseHTML(text).document.documentElement;
}

export function all(root: PageElement | null | undefined, selector: string): PageElement[] {
  return root === null || root === undefined ? [] : [...root.querySelectorAll(selector)];
}

/** Exact values of the figures in some elements. */
export function valuesOf(elements: readonly PageElement[]): number[] {
  return elements.map((element) => {
    const figure = element.localName === 'data' ? element : element.querySelector('data');
    return Number(figure?.getAttribute('value') ?? Number.NaN);
  });
}
