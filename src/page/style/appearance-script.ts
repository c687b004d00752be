/** Script of every page: shows what needs a script, and switches the appearance. */
export const APPEARANCE_SCRIPT = `(() => {
'use strict';
const root = document.documentElement;
for (const element of document.querySelectorAll('[data-needs-script]')) element.hidden = false;

const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = document.getElementById('theme');
const isDark = () => (root.dataset.theme || (dark.matches ? 'dark' : 'light')) === 'dark';
const nameTheme = () => { theme.textContent = isDark() ? 'Light appearance' : 'Dark appearance'; };
theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; nameTheme(); });
dark.addEventListener('change', nameTheme);
nameTheme();
})();`;
