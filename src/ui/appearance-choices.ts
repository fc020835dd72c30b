/** Each choice of how the page looks, as it is where nobody chose. */
export const DEFAULTS = {
  theme: 'system',
  captionSize: 'medium',
  captionFont: 'sans',
  captionContrast: 'normal',
  captionWidth: 'medium',
  captionLines: '3',
  captionTimes: 'on',
  unsureWords: 'off',
} as const;

export const CHOICES = {
  theme: ['system', 'light', 'dark'],
  captionSize: ['small', 'medium', 'large', 'huge'],
  captionFont: ['sans', 'serif', 'mono', 'legible'],
  captionContrast: ['normal', 'high'],
  captionWidth: ['narrow', 'medium', 'wide'],
  captionLines: ['1', '2', '3', '4', '6'],
  captionTimes: ['on', 'off'],
  unsureWords: ['on', 'off'],
} as const satisfies Record<keyof typeof DEFAULTS, readonly string[]>;

export type ChoiceName = keyof typeof DEFAULTS;
export type Look = Readonly<Record<ChoiceName, string>>;

/** What is missing, or not among what there is, has its default. */
export function lookOf(stored: Readonly<Partial<Record<string, unknown>>>): Look {
  const names = Object.keys(DEFAULTS) as ChoiceName[];
  const entries = names.map((name) => [
    name,
    CHOICES[name].find((value) => value === stored[name]) ?? DEFAULTS[name],
  ]);
  return Object.fromEntries(entries) as Look;
}
