import { byId, create } from '../dom';
import type { TextPath } from '../../i18n/texts';
import { labelText } from '../static-texts';
import { CHOICES, type ChoiceName } from '../appearance-choices';
import { hasLegibleFont } from './legible-font';

/** Choices of one out of several, and the words for each; lines are numbers and need none. */
const GROUPS: readonly {
  readonly name: ChoiceName;
  readonly title: TextPath;
  readonly texts: Readonly<Record<string, TextPath>>;
}[] = [
  {
    name: 'captionSize',
    title: 'settings.captionSize',
    texts: {
      small: 'settings.small',
      medium: 'settings.medium',
      large: 'settings.large',
      huge: 'settings.huge',
    },
  },
  {
    name: 'captionFont',
    title: 'reading.font',
    texts: { sans: 'reading.sans', serif: 'reading.serif', mono: 'reading.mono', legible: 'reading.legible' },
  },
  {
    name: 'captionContrast',
    title: 'reading.contrast',
    texts: { normal: 'reading.normal', high: 'reading.high' },
  },
  {
    name: 'captionWidth',
    title: 'reading.width',
    texts: { narrow: 'reading.narrow', medium: 'settings.medium', wide: 'reading.wide' },
  },
  { name: 'captionLines', title: 'reading.lines', texts: {} },
];
const SWITCHES: readonly { readonly name: ChoiceName; readonly text: TextPath }[] = [
  { name: 'captionTimes', text: 'reading.timesSwitch' },
  { name: 'unsureWords', text: 'reading.unsureSwitch' },
];

/** Writes the controls for how captions look into the settings; Appearance listens to them by their names. */
export function buildReadingSettings(): void {
  const host = byId('reading-settings', HTMLDivElement);
  for (const { name, title, texts } of GROUPS) {
    const group = create('fieldset', '');
    const legend = create('legend', '');
    labelText(legend, title);
    const choices = create('div', 'choices');
    for (const value of CHOICES[name]) {
      if (value === 'legible' && !hasLegibleFont()) continue;
      choices.append(radio(name, value, texts[value]));
    }
    group.append(legend, choices);
    host.append(group);
  }
  const switches = create('fieldset', 'switches');
  for (const { name, text } of SWITCHES) {
    const label = create('label', 'switch');
    const box = input('checkbox', name, 'on');
    const words = create('span', '');
    labelText(words, text);
    label.append(box, words);
    switches.append(label);
  }
  host.append(switches);
}

function radio(name: string, value: string, text: TextPath | undefined): HTMLElement {
  const label = create('label', '');
  const words = create('span', '', value);
  if (text !== undefined) labelText(words, text);
  label.append(input('radio', name, value), words);
  return label;
}

function input(type: 'radio' | 'checkbox', name: string, value: string): HTMLInputElement {
  const element = document.createElement('input');
  element.type = type;
  element.name = name;
  element.value = value;
  return element;
}
