import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** Colours of YAML, from the theme of the page. */
export const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, color: 'var(--faint)' },
    { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--ink)' },
    { tag: tags.string, color: 'var(--text-value)' },
    { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--faint)' },
  ]),
);
