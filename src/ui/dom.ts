/**
 * Finds an element of index.html.
 *
 * @throws Error if the page has no such element: page and program do not belong together.
 */
export function byId<T extends Element>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no ${kind.name} with id "${id}"`);
  return element;
}

/** Sets text only where it differs: a live region announces what is set, changed or not. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Whether keys go into a text, a choice or the like. */
export function isTyping(): boolean {
  return document.activeElement?.matches('input, select, textarea, [contenteditable]') ?? false;
}

/** Whether the person has a dialog open, or a text in hand. */
export function isInDialogOrText(): boolean {
  const writing = document.activeElement?.matches(
    'textarea, [contenteditable], input:is([type="text"], [type="search"], :not([type]))',
  );
  return writing === true || document.querySelector('dialog[open]') !== null;
}

const leftBy = new WeakMap<HTMLFieldSetElement, Element>();

/** Switches a group of controls off or on; the keyboard, which browsers take away from what is off, comes back to it. */
export function setDisabled(group: HTMLFieldSetElement, disabled: boolean): void {
  if (group.disabled === disabled) return;
  const { activeElement } = document;
  if (disabled && activeElement !== null && group.contains(activeElement)) leftBy.set(group, activeElement);
  group.disabled = disabled;
  const before = leftBy.get(group);
  if (disabled || before === undefined) return;
  leftBy.delete(group);
  if (activeElement === document.body && before instanceof HTMLElement) before.focus();
}

/** Creates an element with a class and, where given, text. */
export function create<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

/** A quiet button with what it does. */
export function createButton(label: string, onClick: () => void): HTMLButtonElement {
  const button = create('button', 'quiet-button', label);
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}
