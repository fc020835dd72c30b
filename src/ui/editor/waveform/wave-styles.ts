import { create } from '../../dom';

/** Canvases take colours, and no custom properties. */
export function coloursOf(stage: HTMLElement): {
  readonly waveColor: string;
  readonly progressColor: string;
} {
  const probe = create('span', '');
  stage.append(probe);
  const resolve = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const colours = { waveColor: resolve('--line-strong'), progressColor: resolve('--accent') };
  probe.remove();
  return colours;
}

/**
 * The library brings its styles as a <style>, which the page's Content-Security-Policy refuses. As long as its element
 * is in no document nothing is refused; the same rules then go in as a sheet of the program's own, which is allowed.
 */
export function adoptStyles(container: HTMLElement): void {
  const shadow = container.firstElementChild?.shadowRoot;
  const style = shadow?.querySelector('style');
  if (!shadow || !style) throw new Error('wavesurfer.js no longer keeps its styles where they were');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent);
  style.remove();
  shadow.adoptedStyleSheets = [sheet];
}
