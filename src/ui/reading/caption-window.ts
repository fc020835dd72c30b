import type { Transcript } from '../../captions/transcript';
import { texts } from '../../i18n/language';
import { create, setText } from '../dom';
import { LastLines } from './last-lines';

const SIZE_PX = { width: 640, height: 200 } as const;
const WINDOW_NAME = 'tabscribe-captions';

/**
 * A small window with the newest captions, above all others where the browser has Document Picture-in-Picture, a
 * plain pop-up elsewhere. It looks as the page does; what is announced is announced by the page alone.
 */
export class CaptionWindow {
  readonly #lines = new LastLines();
  readonly #status = create('p', 'window-status');
  readonly #mirror = new MutationObserver(() => {
    this.#copyLook();
  });
  #window: Window | null = null;

  /** @param onChange Called when the window has opened or closed, by whomever. */
  constructor(private readonly onChange: () => void) {
    // A window without its page would stand still for ever.
    window.addEventListener('pagehide', () => {
      this.close();
    });
  }

  get isOpen(): boolean {
    return this.#window !== null;
  }

  /** Must be called in a person's gesture. Resolves to false where the browser blocks it. */
  async open(): Promise<boolean> {
    if (this.#window !== null) return true;
    const opened = await openWindow();
    if (opened === null) return false;
    this.#window = opened;
    this.#fill(opened.document);
    opened.addEventListener('pagehide', () => {
      this.#closed(opened);
    });
    this.#mirror.observe(document.documentElement, { attributes: true });
    this.onChange();
    return true;
  }

  close(): void {
    const open = this.#window;
    if (open === null) return;
    this.#closed(open);
    open.close();
  }

  /** @param status What else the reader must know, such as that captions are paused; '' for nothing. */
  render(transcript: Transcript, status: string): void {
    if (this.#window === null) return;
    this.#lines.render(transcript);
    setText(this.#status, status);
    this.#status.hidden = status === '';
  }

  #fill(target: Document): void {
    for (const sheet of document.querySelectorAll('link[rel="stylesheet"], style')) {
      const copy = target.importNode(sheet, true);
      // The address is relative to the page, not to an empty window.
      if (sheet instanceof HTMLLinkElement) copy.setAttribute('href', sheet.href);
      target.head.append(copy);
    }
    target.body.className = 'caption-window';
    target.body.replaceChildren(this.#lines.element, this.#status);
    this.#copyLook();
  }

  #copyLook(): void {
    const target = this.#window?.document;
    if (target === undefined) return;
    for (const { name, value } of document.documentElement.attributes) {
      target.documentElement.setAttribute(name, value);
    }
    target.title = `${texts().captions.captions} · Tabscribe`;
  }

  #closed(which: Window): void {
    if (this.#window !== which) return;
    this.#window = null;
    this.#mirror.disconnect();
    this.onChange();
  }
}

async function openWindow(): Promise<Window | null> {
  try {
    const floating = await window.documentPictureInPicture?.requestWindow(SIZE_PX);
    if (floating !== undefined) return floating;
  } catch {
    // Not allowed here, as in a frame or without a screen: a pop-up may be.
  }
  const { width, height } = SIZE_PX;
  return window.open('', WINDOW_NAME, `popup,width=${String(width)},height=${String(height)}`);
}
