// The page's content security policy allows no style elements but its own, so styles are adopted instead. Imported before
// anything makes an editor.

import { StyleModule } from 'style-mod';

const adopted: { module: StyleModule; sheet: CSSStyleSheet }[] = [];

// What is later in the list wins over what is earlier, also over what an earlier call has brought.
StyleModule.mount = (_root, modules) => {
  let at = 0;
  for (const module of Array.isArray(modules) ? modules : [modules]) {
    const known = adopted.findIndex((one) => one.module === module);
    if (known >= at) {
      at = known + 1;
    } else if (known < 0) {
      adopted.splice(at++, 0, { module, sheet: sheetOf(module.getRules()) });
    }
  }
  const others = document.adoptedStyleSheets.filter((sheet) => !adopted.some((one) => one.sheet === sheet));
  document.adoptedStyleSheets = [...adopted.map(({ sheet }) => sheet), ...others];
};

export function sheetOf(rules: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}
