import { lineRange } from '../../../captions/heard-again';
import type { Transcript } from '../../../captions/transcript';
import { texts } from '../../../i18n/language';
import { lineOf } from '../../correction/caption-words';
import { byId } from '../../dom';
import type { LineOfSource, PageSound } from '../page-sound';
import type { AgainDialog } from './again-dialog';

export interface StarterDeps {
  readonly dialog: AgainDialog;
  readonly sound: PageSound;
  readonly transcript: () => Transcript;
  /** The line that keys work on, or the newest. */
  readonly line: () => LineOfSource | null;
  /** Says something to the person. */
  readonly tell: (text: string) => void;
}

/** Some lines of one source. */
interface Chosen {
  readonly source: string;
  readonly ids: readonly number[];
}

/** The button that hears lines again: those that are selected, else the one that was chosen last. */
export class AgainStarter {
  readonly #button = byId('again-open', HTMLButtonElement);
  #selected: Chosen | null = null;
  #isBusy = false;

  constructor(private readonly deps: StarterDeps) {
    // The press may take the selection away.
    this.#button.addEventListener('pointerdown', () => {
      this.#selected = selectedLines();
    });
    this.#button.addEventListener('click', () => {
      const chosen = selectedLines() ?? this.#selected ?? this.#chosenLine();
      this.#selected = null;
      if (chosen !== null) void this.#begin(chosen);
    });
  }

  /** @param busy captions or files are in progress. */
  render(busy: boolean): void {
    this.#isBusy = busy;
    this.#button.hidden = !this.deps.sound.canBeHeard;
    this.#button.setAttribute('aria-disabled', String(busy));
    this.#button.title = busy ? texts().again.busy : '';
  }

  async #begin(chosen: Chosen): Promise<void> {
    const { dialog, sound, transcript, tell } = this.deps;
    const { source, ids } = chosen;
    const [line] = lineRange(transcript(), source, ids)?.lines ?? [];
    if (line === undefined) return;
    if (this.#isBusy) {
      tell(texts().again.busy);
      return;
    }
    const there = await sound.open({ source, line: line.id }, () => void this.#begin(chosen));
    if (there === 'none') tell(texts().again.noSound);
    const range = lineRange(transcript(), source, ids);
    const { sound: blob, lines } = sound.inUse ?? {};
    const isReady = lines?.some((item) => item.source === source && item.line.id === line.id) === true;
    if (there === 'here' && range !== null && blob !== undefined && isReady) dialog.open(range, blob);
  }

  #chosenLine(): Chosen | null {
    const place = this.deps.line();
    return place && { source: place.source, ids: [place.line] };
  }
}

/** Lines that the selection touches, of the first source among them; null where nothing is selected in the captions. */
function selectedLines(): Chosen | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed) return null;
  const places = [...document.querySelectorAll<HTMLElement>('#captions [data-line]')]
    .filter((row) => selection.containsNode(row, true))
    .map(lineOf)
    .filter((place) => place !== null);
  const [first] = places;
  if (first === undefined) return null;
  const { source } = first;
  return { source, ids: places.filter((place) => place.source === source).map(({ line }) => line) };
}
