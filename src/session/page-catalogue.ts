import { InstalledModels } from './installed-models';
import { fetchCatalogue, writersHere, type ModelCatalogue } from './model-catalogue';

/** Names and sizes of the models, for what the page says of them before they are here. */
export class PageCatalogue {
  #catalogue: ModelCatalogue | null = null;
  readonly #installed: InstalledModels;

  /** @param onKnown told of what is found; null where nothing could be read. */
  constructor(
    private readonly modelsUrl: string,
    private readonly local: Storage,
    private readonly onKnown: (catalogue: ModelCatalogue | null) => void,
  ) {
    this.#installed = new InstalledModels(local);
  }

  async read(): Promise<void> {
    this.#catalogue = await fetchCatalogue(this.modelsUrl, this.local);
    this.onKnown(this.#catalogue);
  }

  /** Leaves only the writers that can be had here. */
  async findWriters(): Promise<void> {
    const catalogue = this.#catalogue;
    if (catalogue === null) return;
    const writers = await writersHere(this.modelsUrl, catalogue.writers, (id) => this.#installed.has(id));
    this.onKnown({ ...catalogue, writers });
  }
}
