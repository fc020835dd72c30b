import type { Found } from '../captions/kept-session';
import type { ExportFormat } from '../export/formats';
import { texts } from '../i18n/language';
import { create, createButton } from './dom';
import { chosenFormat, fillFormats } from './format-choice';
import type { SessionShown } from './session-intents';
import { factsText, titleOf } from './session-texts';

/** What the person can do with one session of the list. */
export interface RowActions {
  show(session: SessionShown): void;
  rename(session: SessionShown, title: string): void;
  download(session: SessionShown, format: ExportFormat): void;
  /** @param removable Whether its sound can be deleted now. */
  play(session: SessionShown, removable: boolean): void;
  remove(session: SessionShown): void;
}

/** Draws a session: title, facts, its first words or what was found, and what can be done with it. */
export function sessionRow(
  session: SessionShown,
  found: Found | undefined,
  free: boolean,
  actions: RowActions,
): HTMLLIElement {
  const words = texts().sessions;
  const title = titleOf(session);
  const row = create('li', 'session');
  row.dataset['id'] = session.id;
  const heading = create('h3', 'session-title', title);
  const tools = create('div', 'session-tools');
  const named = (button: HTMLButtonElement, label: string): HTMLButtonElement => {
    button.setAttribute('aria-label', words.actionOn(label, title));
    return button;
  };
  const show = createButton(words.show, () => {
    actions.show(session);
  });
  show.disabled = !free || session.place !== 'list';
  if (!free) show.title = words.busy;
  const rename = createButton(words.rename, () => {
    heading.replaceWith(renaming(session, title, heading, rename, actions));
    row.querySelector('input')?.select();
  });
  rename.classList.add('rename-button');
  const remove = createButton(words.delete, () => {
    tools.replaceWith(
      sure(words.deleteSure, tools, remove, () => {
        actions.remove(session);
      }),
    );
    row.querySelector<HTMLButtonElement>('.sure button')?.focus();
  });
  // What another tab writes, or what is being written here, would come back.
  remove.disabled = session.place === 'another-tab' || (session.place === 'here' && !free);
  const play = createButton(texts().keptSound.play, () => {
    actions.play(session, !remove.disabled);
  });
  play.hidden = session.audioBytes === 0;
  // A microphone would hear it.
  play.disabled = !free;
  tools.append(
    named(play, texts().keptSound.play),
    named(show, words.show),
    named(rename, words.rename),
    named(remove, words.delete),
    downloads(session, title, actions),
  );
  row.append(heading, create('p', 'fine session-facts', factsText(session)), wordsOf(session, found), tools);
  return row;
}

/** The text, with what was found in it marked. */
function wordsOf({ opening }: SessionShown, found: Found | undefined): HTMLParagraphElement {
  const text = create('p', 'session-words');
  if (found === undefined) text.textContent = opening;
  else text.append(found.before, create('mark', '', found.match), found.after);
  return text;
}

function downloads(session: SessionShown, title: string, actions: RowActions): HTMLElement {
  const { download, actionOn } = texts().sessions;
  const group = create('div', 'download-group');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', actionOn(download, title));
  const choice = create('select', '');
  choice.setAttribute('aria-label', texts().exporting.formatOf(title));
  fillFormats(choice);
  const button = createButton(download, () => {
    actions.download(session, chosenFormat(choice));
  });
  button.setAttribute('aria-label', actionOn(download, title));
  group.append(choice, button);
  return group;
}

/** A field in place of the title. Enter takes it, Escape leaves it. */
function renaming(
  session: SessionShown,
  title: string,
  heading: HTMLElement,
  button: HTMLButtonElement,
  actions: RowActions,
): HTMLElement {
  const words = texts().sessions;
  const form = create('div', 'session-rename');
  const field = create('input', '');
  field.type = 'text';
  field.value = title;
  field.maxLength = 200;
  field.setAttribute('aria-label', words.newTitle);
  const leave = (): void => {
    form.replaceWith(heading);
    button.focus();
  };
  const take = (): void => {
    if (field.value.trim() === title) leave();
    else actions.rename(session, field.value);
  };
  field.addEventListener('keydown', (event) => {
    // A key that ends the input of a Chinese or Japanese word is not meant for the field.
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    // Neither is meant for the dialog.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') take();
    else leave();
  });
  form.append(field, createButton(words.save, take), createButton(words.cancel, leave));
  return form;
}

/** Asks once more, in the place of what was pressed. */
export function sure(
  question: string,
  place: HTMLElement,
  pressed: HTMLButtonElement,
  onSure: () => void,
): HTMLElement {
  const words = texts().sessions;
  const asking = create('div', 'sure');
  asking.setAttribute('role', 'group');
  asking.setAttribute('aria-label', question);
  const yes = createButton(words.delete, onSure);
  yes.classList.add('danger-button');
  const no = createButton(words.keep, () => {
    asking.replaceWith(place);
    pressed.focus();
  });
  asking.append(create('p', 'fine', question), no, yes);
  return asking;
}
