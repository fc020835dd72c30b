import { textAt, type Texts } from '../src/i18n/texts.ts';

const ATTRIBUTES: Readonly<Record<string, string>> = {
  'data-label': 'aria-label',
  'data-tip': 'title',
  'data-hint': 'placeholder',
  'data-content': 'content',
};

/** Writes the texts that the page's HTML names into it: it then can be read before, or without, its program. */
export function fillTexts(html: string, texts: Texts): string {
  return html
    .replace(/(<[^<>]*\sdata-text="([^"]+)"[^<>]*>)\s*(?=<\/)/gu, (_, tag: string, path: string) => {
      return tag + escaped(textAt(texts, path));
    })
    .replace(
      /\s(data-label|data-tip|data-hint|data-content)="([^"]+)"/gu,
      (whole, attribute: string, path: string) => {
        return `${whole} ${ATTRIBUTES[attribute] ?? ''}="${escaped(textAt(texts, path))}"`;
      },
    );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
