/** Fonts made to be told apart letter by letter, or drawn wide for screens; the style names the same. */
const FONTS = ['Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', 'OpenDyslexic', 'Lexend', 'Verdana'];
const SAMPLE = 'Illegible 0O1l';

/** Whether the system has one of them: a font that is missing is drawn as the one that stands in for it. */
export function hasLegibleFont(): boolean {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return false;
  const widthPx = (family: string): number => {
    context.font = `40px ${family}`;
    return context.measureText(SAMPLE).width;
  };
  return FONTS.some((font) =>
    ['serif', 'monospace'].every((standIn) => widthPx(`"${font}", ${standIn}`) !== widthPx(standIn)),
  );
}
