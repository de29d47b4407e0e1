
'use strict';
// Adds a box that hides the rows in which not all of its words occur. Without it the page is complete.
(() => {
  const rows = [...document.querySelectorAll('tbody tr')].map(
    row => ({element: row, text: row.textContent.toLowerCase(), inner: []}));

  // A file is found by the whole of its path, and with it the directories that it is in.
  const branches = (list, above) => [...list.children].map(element => {
    const folder = element.querySelector(':scope > details');
    const line = folder ? folder.firstElementChild : element.firstElementChild;
    const name = element.querySelector('.name');
    const path = above + (name ? name.textContent : '');
    const below = folder ? folder.querySelector(':scope > ul') : null;
    return {
      element,
      folder,
      wasOpen: folder !== null && folder.open,
      text: (path + ' ' + (line || element).textContent).toLowerCase(),
      inner: below ? branches(below, path) : [],
    };
  });
  const trees = [...document.querySelectorAll('.tree > ul')].flatMap(list => branches(list, ''));
  if (rows.length + trees.length === 0) return;

  let shown = 0;
  const filter = (row, words) => {
    const found = row.inner.map(inner => filter(inner, words)).includes(true);
    const matches = words.every(word => row.text.includes(word));
    const visible = matches || found;
    row.element.hidden = !visible;
    if (row.folder) row.folder.open = words.length === 0 ? row.wasOpen : found;
    if (matches) shown++;
    return visible;
  };

  const input = document.createElement('input');
  input.type = 'search';
  input.id = 'filter';
  const label = document.createElement('label');
  label.append('Filter', input);
  const count = document.createElement('output');
  count.htmlFor = 'filter';
  document.querySelector('nav').append(count, label);
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(word => word !== '');
    shown = 0;
    for (const row of [...rows, ...trees]) filter(row, words);
    count.textContent = words.length === 0 ? '' : shown + (shown === 1 ? ' row' : ' rows');
  });
})();
