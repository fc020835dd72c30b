import type { ExportFormat } from '../export/formats';
import { transcriptFile } from '../export/transcript-file';
import { LANGUAGE_TAGS, language, texts } from '../i18n/language';
import { KeptSoundPlayer } from './kept-sound-player';
import { saveFile } from './save-file';
import type { SessionIntents, SessionShown } from './session-intents';
import type { RowActions } from './session-row';
import { titleOf } from './session-texts';
import { sourceName } from './source-name';

/** What the actions need of the list that they are in. */
export interface SessionListParts {
  /** Does the work; where it fails the list says so. */
  attempt(work: () => Promise<void>): void;
  reload(): Promise<void>;
  row(id: string): HTMLElement | undefined;
  /** Tells what was done. */
  say(text: string): void;
  focusSearch(): void;
  close(): void;
}

/** What a person can do with one past session in the list. */
export class SessionActions implements RowActions {
  #player: KeptSoundPlayer | null = null;

  constructor(
    private readonly intents: SessionIntents,
    private readonly list: SessionListParts,
  ) {}

  show(session: SessionShown): void {
    this.list.attempt(async () => {
      if (await this.intents.open(session.id)) this.list.close();
      else await this.list.reload();
    });
  }

  rename(session: SessionShown, title: string): void {
    this.list.attempt(async () => {
      await this.intents.rename(session.id, title);
      await this.list.reload();
      this.list.say(texts().sessions.renamed);
      this.list.row(session.id)?.querySelector<HTMLButtonElement>('.rename-button')?.focus();
    });
  }

  download(session: SessionShown, format: ExportFormat): void {
    this.list.attempt(async () => {
      const { sources } = await this.intents.read(session.id);
      const words = {
        names: texts().sound.sourceNames,
        title: titleOf(session),
        language: LANGUAGE_TAGS[language()],
      };
      const named = sources.map((source) => ({ ...source, name: sourceName(source) }));
      try {
        const file = await transcriptFile(named, format, words, session.title);
        saveFile(file);
        this.list.say(texts().sessions.saved(file.name));
      } catch {
        const { failed, formats } = texts().exporting;
        this.list.say(failed(formats[format]));
      }
    });
  }

  play(session: SessionShown, removable: boolean): void {
    this.list.attempt(async () => {
      const tracks = await this.intents.soundTracks(session.id);
      this.endPlaying();
      const options = {
        id: session.id,
        title: session.title ?? texts().captions.captions,
        removable,
        onRemoved: () => {
          this.#soundRemoved(session.id);
        },
      };
      this.#player = new KeptSoundPlayer(this.intents, options);
      this.#player.show(tracks);
      this.list.row(session.id)?.append(this.#player.element);
      await this.#player.play(tracks[0]);
    });
  }

  remove(session: SessionShown): void {
    this.list.attempt(async () => {
      const next = this.list.row(session.id)?.nextElementSibling;
      const id = next instanceof HTMLElement ? next.dataset['id'] : undefined;
      await this.intents.remove([session.id]);
      await this.list.reload();
      this.list.say(texts().sessions.deleted);
      // What was pressed is gone: the keyboard goes on at the next session, or above.
      const button = id === undefined ? null : firstButton(this.list.row(id));
      if (button) button.focus();
      else this.list.focusSearch();
    });
  }

  /** The rows are going to be drawn anew, or to be hidden. */
  endPlaying(): void {
    this.#player?.dispose();
  }

  #soundRemoved(id: string): void {
    this.list.attempt(async () => {
      await this.list.reload();
      this.list.say(texts().keptSound.deleted);
      firstButton(this.list.row(id))?.focus();
    });
  }
}

function firstButton(row: HTMLElement | undefined): HTMLButtonElement | null {
  return row?.querySelector<HTMLButtonElement>('button:enabled') ?? null;
}
