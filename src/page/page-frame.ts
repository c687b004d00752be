import { sha256 } from '@noble/hashes/sha2.js';
import type { Markup } from '../charts/drawing/svg.ts';
import { type Content, html } from './parts/markup.ts';
import { APPEARANCE_SCRIPT } from './style/appearance-script.ts';
import { CONTENT_STYLE } from './style/style-content.ts';
import { PAGE_STYLE } from './style/style-page.ts';
import { PRINT_STYLE } from './style/style-print.ts';
import { THEME } from './style/theme.ts';

const STYLE = `${THEME}${PAGE_STYLE}${CONTENT_STYLE}${PRINT_STYLE}`;

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  readonly header: Markup;
  readonly sections: readonly Content[];
  readonly footer: Markup;
  /** Text of the link that leads past the header. */
  readonly skip: string;
  /** Besides the style of all pages. */
  readonly style?: string;
  /** Besides the switch of the appearance. */
  readonly script: string;
  /** JSON for the script, without a `<` in it. */
  readonly data?: { readonly id: string; readonly text: string };
}

/** A complete page that loads nothing: its policy allows only its own style and script, by their hashes. */
export function page({ title, header, sections, footer, skip, style = '', script, data }: PageParts): string {
  const styles = `${STYLE}${style}`;
  const scripts = `${APPEARANCE_SCRIPT}\n${script}`;
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(styles)}'`,
    `script-src '${hashOf(scripts)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const document = html`<html lang="en">
    <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title>
    ${{ markup: `<style>${styles}</style>` }}</head>
    <body><a class="skip" href="#main">${skip}</a>
    ${header}<main id="main" tabindex="-1">${sections}</main>${footer}
    <p class="announcement" id="announcement" role="status"></p>
    ${data && { markup: `<script type="application/json" id="${data.id}">${data.text}</script>` }}
    ${{ markup: `<script>${scripts}</script>` }}</body></html>`;
  return `<!doctype html>\n${document.markup}\n`;
}

function hashOf(text: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(new TextEncoder().encode(text))))}`;
}
