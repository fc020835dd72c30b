import { textAt } from '../i18n/texts';
import { LANGUAGE_TAGS, language, texts } from '../i18n/language';

/** Attributes of index.html that name a text, and where the text goes. */
const PLACES: Readonly<Record<string, (element: Element, text: string) => void>> = {
  'data-text': (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  },
  'data-label': (element, text) => {
    element.setAttribute('aria-label', text);
  },
  'data-tip': (element, text) => {
    element.setAttribute('title', text);
  },
  'data-hint': (element, text) => {
    element.setAttribute('placeholder', text);
  },
  'data-content': (element, text) => {
    element.setAttribute('content', text);
  },
};

/** Writes the texts that never change while the page runs, but with the language: those named in index.html. */
export function renderStaticTexts(root: Document): void {
  root.documentElement.lang = LANGUAGE_TAGS[language()];
  for (const [attribute, write] of Object.entries(PLACES)) {
    for (const element of root.querySelectorAll(`[${attribute}]`)) {
      write(element, textAt(texts(), element.getAttribute(attribute) ?? ''));
    }
  }
}
