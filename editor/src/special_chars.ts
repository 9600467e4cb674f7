// Like the plain text, this shows what would be invisible and change the order of what is around it.

import { highlightSpecialChars } from '@codemirror/view';

export const specialChars = highlightSpecialChars({
  addSpecialChars: /[\u202a-\u202c\u2068]/,
  render: (code, description) => {
    const badge = document.createElement('span');
    badge.className = 'control';
    badge.textContent = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    if (description) badge.title = description;
    return badge;
  },
});
