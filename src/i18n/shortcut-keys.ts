import type { Texts } from './texts';

/** A text of the area `shortcuts`. */
type ShortcutText = keyof Texts['shortcuts'];

export interface Shortcut {
  readonly text: ShortcutText;
  /** Each does the same, or the one and its opposite; keys that are pressed together are joined by "+". */
  readonly keys: readonly string[];
}

export interface ShortcutGroup {
  readonly title: ShortcutText;
  readonly shortcuts: readonly Shortcut[];
}

/** Every key that the page listens for, but those that every page has. Names of keys are the same in both languages. */
export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: 'anywhere',
    shortcuts: [
      { text: 'showThese', keys: ['?'] },
      { text: 'search', keys: ['/'] },
      { text: 'replace', keys: ['Ctrl+H'] },
      { text: 'nextUnsure', keys: ['F8'] },
      { text: 'previousUnsure', keys: ['Shift+F8'] },
      { text: 'correct', keys: ['F2'] },
      { text: 'undo', keys: ['Ctrl+Z'] },
      { text: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
      { text: 'escape', keys: ['Esc'] },
    ],
  },
  {
    title: 'line',
    shortcuts: [
      { text: 'word', keys: ['←', '→'] },
      { text: 'ends', keys: ['Home', 'End'] },
      { text: 'extend', keys: ['Shift+←', 'Shift+→'] },
      { text: 'lines', keys: ['↑', '↓'] },
      { text: 'hear', keys: ['Enter'] },
      { text: 'hearLine', keys: ['Shift+Enter'] },
      { text: 'pause', keys: ['Space'] },
      { text: 'split', keys: ['Ctrl+Enter'] },
      { text: 'join', keys: ['Ctrl+Backspace'] },
    ],
  },
  {
    title: 'field',
    shortcuts: [
      { text: 'keep', keys: ['Enter'] },
      { text: 'giveUp', keys: ['Esc'] },
      { text: 'step', keys: ['Tab', 'Shift+Tab'] },
      { text: 'alternatives', keys: ['↓', '↑'] },
      { text: 'loop', keys: ['F9'] },
      { text: 'splitHere', keys: ['Ctrl+Enter'] },
      { text: 'goOn', keys: ['F8', 'Shift+F8'] },
    ],
  },
  {
    title: 'searching',
    shortcuts: [
      { text: 'nextHit', keys: ['Enter', 'Shift+Enter'] },
      { text: 'replaceOne', keys: ['Enter'] },
      { text: 'replaceAll', keys: ['Ctrl+Enter'] },
      { text: 'undoReplaced', keys: ['Ctrl+Z'] },
      { text: 'closeSearch', keys: ['Esc'] },
    ],
  },
  {
    title: 'waveform',
    shortcuts: [
      { text: 'second', keys: ['←', '→'] },
      { text: 'tenSeconds', keys: ['PageDown', 'PageUp'] },
      { text: 'soundEnds', keys: ['Home', 'End'] },
      { text: 'zoom', keys: ['+', '-'] },
      { text: 'pause', keys: ['Space'] },
    ],
  },
];
