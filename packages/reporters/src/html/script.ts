export const script: string = `
'use strict';
(() => {
  const one = (query) => document.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const entries = all('article').map((node) => ({ node, text: node.textContent.toLowerCase() }));
  const files = all('main > section');
  const said = one('#shown');
  const none = one('#none');
  const chosen = (name) => new Set(all('input[name="' + name + '"]:checked').map((it) => it.value));

  const filter = () => {
    const severities = chosen('severity');
    const statuses = chosen('status');
    const rule = one('#rule').value;
    const words = one('#words').value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const { node, text } of entries) {
      const { severity, status, rule: own } = node.dataset;
      const fits = severities.has(severity) && statuses.has(status) && (rule === '' || rule === own)
        && words.every((word) => text.includes(word));
      node.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const file of files) file.hidden = !all('article', file).some((it) => !it.hidden);
    said.textContent = shown + ' of ' + entries.length + ' shown';
    none.hidden = shown > 0;
  };

  const themes = ['auto', 'light', 'dark'];
  const theme = one('#theme');
  theme.addEventListener('click', () => {
    const root = document.documentElement;
    const next = themes[(themes.indexOf(root.dataset.theme || 'auto') + 1) % themes.length];
    root.dataset.theme = next;
    theme.textContent = 'Theme: ' + next;
  });
  theme.hidden = false;

  const filters = one('.filters');
  if (filters) {
    filters.addEventListener('input', filter);
    one('#unfold').addEventListener('click', () => {
      const folded = all('details');
      const open = folded.some((it) => !it.open);
      for (const it of folded) it.open = open;
    });
    filters.hidden = false;
    filter();
  }
})();
`
