import { texts } from '../i18n/language';
import { create, createButton, setText } from './dom';
import { percent } from './format';
import { factsOf, standOf, worthOf } from './model-texts';
import type { ModelIntents, ModelRowShown } from './models-state';
import { sure } from './session-row';

type ButtonName = 'install' | 'resume' | 'update' | 'pause' | 'verify' | 'use' | 'delete';

export interface ModelRowActions {
  install(row: ModelRowShown): void;
  pause(row: ModelRowShown): void;
  verify(row: ModelRowShown): void;
  remove(row: ModelRowShown): void;
  waysToUse: ModelIntents['waysToUse'];
}

/** One model of the list. Its progress changes in place, so that a button under the pointer or the keyboard stays. */
export class ModelRow {
  readonly element = create('li', 'model');
  readonly #stand = create('p', 'fine model-stand');
  readonly #progress = create('progress', 'model-progress');
  #row: ModelRowShown;
  #drawn = '';

  constructor(
    row: ModelRowShown,
    private readonly keeps: boolean,
    private readonly actions: ModelRowActions,
  ) {
    this.#row = row;
    this.element.dataset['id'] = row.model.id;
  }

  render(row: ModelRowShown, others: readonly ModelRowShown[]): void {
    this.#row = row;
    setText(this.#stand, standOf(row, others));
    const { work } = row;
    const running = work.kind === 'installing' || work.kind === 'verifying';
    this.#progress.hidden = !running;
    if (running) {
      this.#progress.max = 100;
      this.#progress.value = percent(work.doneBytes, work.totalBytes);
    }
    // Everything but how far it is.
    const { keptBytes: _kept, usedBytes: _used, work: _work, ...lasting } = row;
    const drawn = JSON.stringify([lasting, work.kind, running && work.elsewhere, this.#buttonNames()]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#draw();
  }

  #draw(): void {
    const row = this.#row;
    const words = texts().models;
    const focused = this.element.contains(document.activeElement);
    const action = focused ? (document.activeElement as HTMLElement).dataset['action'] : undefined;
    const heading = create('h3', 'model-name', row.model.name);
    if (row.inUse) heading.append(' ', create('span', 'model-badge', words.inUse));
    this.#progress.setAttribute('aria-label', words.progressOf(row.model.name));
    this.#stand.classList.toggle('model-failed', row.work.kind === 'failed');
    const parts: HTMLElement[] = [heading, create('p', 'fine', factsOf(row))];
    const worth = worthOf(row);
    if (worth !== '') parts.push(create('p', 'fine', worth));
    parts.push(this.#stand, this.#progress);
    if (row.source === 'missing' && row.version === undefined) parts.push(howToGet(row));
    parts.push(this.#tools());
    this.element.replaceChildren(...parts);
    if (!focused) return;
    const same = this.element.querySelector<HTMLElement>(`[data-action="${action ?? ''}"]`);
    (same ?? this.element.querySelector<HTMLElement>('button'))?.focus();
  }

  #tools(): HTMLElement {
    const words = texts().models;
    const tools = create('div', 'model-tools');
    for (const name of this.#buttonNames()) {
      const button = createButton(words[name], () => {
        this.#run(name, tools, button);
      });
      button.dataset['action'] = name;
      button.setAttribute('aria-label', words.actionOn(words[name], this.#row.model.name));
      tools.append(button);
    }
    return tools;
  }

  #buttonNames(): readonly ButtonName[] {
    const { work, version, newVersion, source, keptBytes, usedBytes, model } = this.#row;
    if (work.kind === 'installing' || work.kind === 'verifying' || work.kind === 'waiting') return ['pause'];
    const names: ButtonName[] = [];
    const fetchable = this.keeps && (source === 'server' || (source === 'unknown' && keptBytes > 0));
    if (version === undefined) {
      if (fetchable) names.push(keptBytes > 0 ? 'resume' : 'install');
    } else {
      if (newVersion !== undefined) names.push('update');
      if (this.actions.waysToUse(model) !== null) names.push('use');
      names.push('verify');
    }
    if (usedBytes > 0 || model.origin === 'own') names.push('delete');
    return names;
  }

  #run(name: ButtonName, tools: HTMLElement, button: HTMLButtonElement): void {
    const row = this.#row;
    switch (name) {
      case 'install':
      case 'resume':
      case 'update':
        this.actions.install(row);
        return;
      case 'pause':
        this.actions.pause(row);
        return;
      case 'verify':
        this.actions.verify(row);
        return;
      case 'use':
        this.actions.waysToUse(row.model)?.();
        return;
      case 'delete': {
        const { deleteSure, deleteGivenSure } = texts().models;
        const question = row.source === 'given' ? deleteGivenSure : deleteSure;
        tools.replaceWith(
          sure(question, tools, button, () => {
            this.actions.remove(row);
          }),
        );
        this.element.querySelector<HTMLButtonElement>('.sure button')?.focus();
      }
    }
  }
}

/** What a person can do who wants a model that the server lacks. */
function howToGet({ model }: ModelRowShown): HTMLElement {
  const words = texts().models;
  const way = create('div', 'fine model-way');
  if (model.build === undefined) {
    way.append(create('p', '', words.missingApp));
    return way;
  }
  way.append(
    create('p', '', words.missing),
    create('code', 'model-command', model.build),
    create('p', '', words.missingDrop),
  );
  return way;
}
