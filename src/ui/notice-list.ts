import { onLanguageChange } from '../i18n/language';
import { create, createButton } from './dom';
import { TechnicalReason } from './technical-reason';

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

/** Something the person should know, with ways on. */
export interface Notice {
  /** Same key, same notice: it is drawn, and announced, once. */
  readonly key: string;
  readonly tone: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly advice: string;
  /** What the program itself says of it, in English. */
  readonly reason?: string;
  readonly actions: readonly NoticeAction[];
}

/** Draws notices; one that stays is not drawn again, because drawing it would announce it again. */
export class NoticeList {
  readonly #drawn = new Map<string, HTMLElement>();

  /** @param next takes the focus where the last notice had it. */
  constructor(
    private readonly host: HTMLElement,
    private readonly next: HTMLElement,
  ) {
    onLanguageChange(() => {
      this.render([]);
    });
  }

  render(notices: readonly Notice[]): void {
    const keys = new Set(notices.map((notice) => notice.key));
    let hadFocus = false;
    for (const [key, element] of this.#drawn) {
      if (keys.has(key)) continue;
      // Not after a click: the space key, which scrolls, would press what has the focus then.
      hadFocus ||= element.querySelector(':focus-visible') !== null;
      element.remove();
      this.#drawn.delete(key);
    }
    for (const notice of notices) {
      if (this.#drawn.has(notice.key)) continue;
      const element = draw(notice);
      this.#drawn.set(notice.key, element);
      this.host.append(element);
      // Of many panels some are out of sight.
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    }
    // What was pressed is gone: the keyboard goes on at the next notice, or at what stands below.
    if (hadFocus) (this.host.querySelector('button') ?? this.next).focus();
  }
}

function draw({ tone, title, advice, reason, actions }: Notice): HTMLElement {
  const element = create('div', `notice notice-${tone}`);
  element.setAttribute('role', tone === 'info' ? 'status' : 'alert');
  const text = create('p', 'notice-text');
  text.append(create('strong', '', title), ' ', advice);
  const buttons = create('div', 'notice-actions');
  buttons.append(...actions.map(({ label, run }) => createButton(label, run)));
  element.append(text, ...(reason === undefined ? [] : [new TechnicalReason(reason).element]), buttons);
  return element;
}
