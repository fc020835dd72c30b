import type { Failure } from '../contract/errors';
import type { ByteCache } from './byte-cache';
import type { Fetch } from './download';
import { fail, ModelStoreFailure } from './model-store-failure';

/** A network that neither answers nor fails must not keep an offline start waiting for longer. */
const ANSWER_LIMIT_MS = 15_000;

/**
 * Small JSON files, network first unless told otherwise: the copy kept on the device serves when the network gives no
 * valid document.
 * Reading and keeping are two steps, because a new manifest is worth keeping only once its files are.
 */
export class JsonDocuments {
  private readonly fresh = new Map<string, unknown>();

  constructor(
    private readonly fetch: Fetch,
    private readonly cache: ByteCache,
    private readonly onWarning: (failure: Failure) => void,
    private readonly keptFirst = false,
  ) {}

  /**
   * @param parse throws ModelStoreFailure 'model-corrupt' on a document of the wrong shape.
   * Throws what the network attempt threw if there is no good copy either.
   */
  async read<T>(address: string, parse: (json: unknown) => T): Promise<T> {
    const kept = this.keptFirst ? await this.keptCopy(address, parse) : null;
    if (kept !== null) return kept.value;
    try {
      const json = await this.fetchJson(address);
      const value = parse(json);
      this.fresh.set(address, json);
      return value;
    } catch (error) {
      if (!(error instanceof ModelStoreFailure)) throw error;
      const copy = await this.keptCopy(address, parse);
      if (copy === null) throw error;
      // Being offline is normal; a broken file on the server is worth telling.
      if (error.failure.code === 'model-corrupt') this.onWarning(error.failure);
      return copy.value;
    }
  }

  /**
   * As the network has it now.
   * Throws 'model-absent' where the server does not have it, 'model-unreachable' or 'model-corrupt'.
   */
  async latest<T>(address: string, parse: (json: unknown) => T): Promise<T> {
    return parse(await this.fetchJson(address));
  }

  /** Keeps what the last read of this address got from the network, if it did. */
  async keep(address: string): Promise<void> {
    const json = this.fresh.get(address);
    if (json === undefined) return;
    try {
      await this.cache.set(documentKey(address), json);
      this.fresh.delete(address);
    } catch {
      // A device that keeps nothing was already reported when it refused the model's bytes.
    }
  }

  private async fetchJson(address: string): Promise<unknown> {
    let response: Response;
    try {
      response = await this.fetch(address, {
        cache: 'no-cache',
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
    } catch {
      throw fail(
        'model-unreachable',
        'The speech models could not be reached. Check the connection, then try again.',
      );
    }
    if (response.status === 404 || response.status === 410) {
      throw fail('model-absent', `This server has no ${shortName(address)}.`);
    }
    if (!response.ok) {
      throw fail(
        'model-unreachable',
        `The server answered ${String(response.status)} for ${shortName(address)}. Try again later.`,
      );
    }
    try {
      return await response.json();
    } catch {
      throw fail('model-corrupt', `The server's ${shortName(address)} is not valid JSON.`);
    }
  }

  private async keptCopy<T>(address: string, parse: (json: unknown) => T): Promise<{ value: T } | null> {
    try {
      const json = await this.cache.get(documentKey(address));
      return json === undefined ? null : { value: parse(json) };
    } catch {
      // An unreadable copy is as good as none: the network's failure is the one to report.
      return null;
    }
  }
}

function documentKey(address: string): string {
  return `document:${address}`;
}

function shortName(address: string): string {
  return new URL(address).pathname.split('/').slice(-2).join('/');
}
