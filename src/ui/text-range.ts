/** The characters `start` to `end` of an element's text, which may be cut into several elements; null where it has fewer. */
export function textRange(element: Element, start: number, end: number): Range | null {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (start >= before && start < before + length) range.setStart(node, start - before);
    if (end > before && end <= before + length) {
      range.setEnd(node, end - before);
      return range;
    }
    before += length;
  }
  return null;
}

/** Which character of an element's text stands at a point of the window; null where there is none. */
export function characterAt(element: Element, xPx: number, yPx: number): number | null {
  const caret = caretAt(xPx, yPx);
  if (caret === null || !element.contains(caret.startContainer)) return null;
  return charactersBefore(element, caret.startContainer, caret.startOffset);
}

/** Which characters of an element's text a range covers; null where it begins or ends elsewhere. */
export function charactersOf(
  element: Element,
  range: Range,
): { readonly start: number; readonly end: number } | null {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  if (!element.contains(startContainer) || !element.contains(endContainer)) return null;
  return {
    start: charactersBefore(element, startContainer, startOffset),
    end: charactersBefore(element, endContainer, endOffset),
  };
}

function charactersBefore(element: Element, node: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

/** By the standard's way, or by that of an older WebKit. */
function caretAt(xPx: number, yPx: number): Range | null {
  const here: CaretDocument = document;
  const position = here.caretPositionFromPoint?.(xPx, yPx) ?? null;
  if (position === null) return here.caretRangeFromPoint?.(xPx, yPx) ?? null;
  const range = document.createRange();
  range.setStart(position.offsetNode, position.offset);
  return range;
}

/** What browsers have of it: one or the other. */
interface CaretDocument {
  caretPositionFromPoint?(xPx: number, yPx: number): CaretPosition | null;
  caretRangeFromPoint?(xPx: number, yPx: number): Range | null;
}
