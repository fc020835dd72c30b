import * as again from './texts/again.ts';
import * as captions from './texts/captions.ts';
import * as controls from './texts/controls.ts';
import * as corrections from './texts/corrections.ts';
import * as editor from './texts/editor.ts';
import * as errors from './texts/errors.ts';
import * as exporting from './texts/exporting.ts';
import * as files from './texts/files.ts';
import * as installing from './texts/installing.ts';
import * as keptSound from './texts/kept-sound.ts';
import * as modelAddress from './texts/model-address.ts';
import * as models from './texts/models.ts';
import * as notices from './texts/notices.ts';
import * as page from './texts/page.ts';
import * as progress from './texts/progress.ts';
import * as reading from './texts/reading.ts';
import * as sessions from './texts/sessions.ts';
import * as settings from './texts/settings.ts';
import * as shortcuts from './texts/shortcuts.ts';
import * as sound from './texts/sound.ts';
import * as waveform from './texts/waveform.ts';
import * as words from './texts/words.ts';
import * as writing from './texts/writing.ts';

const AREAS = {
  again,
  captions,
  controls,
  corrections,
  editor,
  errors,
  exporting,
  files,
  installing,
  keptSound,
  modelAddress,
  models,
  notices,
  page,
  progress,
  reading,
  sessions,
  settings,
  shortcuts,
  sound,
  waveform,
  words,
  writing,
};

/** Each area by its name, in one language. */
export type Texts = { readonly [Area in keyof typeof AREAS]: (typeof AREAS)[Area]['en'] };

/** A text that one language has and another lacks does not compile: each area's `zh` has the type of its `en`. */
export const TEXTS: Readonly<Record<'en' | 'zh', Texts>> = {
  en: inLanguage('en'),
  zh: inLanguage('zh'),
};

function inLanguage(language: 'en' | 'zh'): Texts {
  const entries = Object.entries(AREAS).map(([name, area]) => [name, area[language]]);
  return Object.fromEntries(entries) as Texts;
}

/** Path of a text that is a plain string, such as `page.title`. */
export type TextPath = {
  [Area in keyof Texts]: {
    [Key in keyof Texts[Area] & string]: Texts[Area][Key] extends string ? `${Area}.${Key}` : never;
  }[keyof Texts[Area] & string];
}[keyof Texts];

/**
 * The text at a path such as `page.title`, as index.html names it.
 *
 * @throws Error if there is none, or if it is not a plain string.
 */
export function textAt(texts: Texts, path: string): string {
  const [area = '', key = ''] = path.split('.');
  const found: unknown = (texts as unknown as Record<string, Record<string, unknown> | undefined>)[area]?.[
    key
  ];
  if (typeof found !== 'string') throw new Error(`no text at ${path}`);
  return found;
}
