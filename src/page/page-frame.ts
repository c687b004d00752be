import { sha256 } from '@noble/hashes/sha2.js';
import type { Markup } from '../charts/drawing/svg.ts';
import { html } from './parts/markup.ts';
import { SCRIPT } from './style/script.ts';
import { CONTENT_STYLE } from './style/style-content.ts';
import { PAGE_STYLE } from './style/style-page.ts';
import { PRINT_STYLE } from './style/style-print.ts';
import { THEME } from './style/theme.ts';

const STYLE = `${THEME}${PAGE_STYLE}${CONTENT_STYLE}${PRINT_STYLE}`;

/** A complete page that loads nothing: its policy allows only its own style and script, by their hashes. */
export function page(title: string, header: Markup, sections: readonly Markup[], footer: Markup): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(STYLE)}'`,
    `script-src '${hashOf(SCRIPT)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const document = html`<html lang="en">
    <head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title>
    ${{ markup: `<style>${STYLE}</style>` }}</head>
    <body><a class="skip" href="#main">Skip to the results</a>
    ${header}<main id="main" tabindex="-1">${sections}</main>${footer}
    <p class="announcement" id="announcement" role="status"></p>
    ${{ markup: `<script>${SCRIPT}</script>` }}</body></html>`;
  return `<!doctype html>\n${document.markup}\n`;
}

function hashOf(text: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(new TextEncoder().encode(text))))}`;
}
