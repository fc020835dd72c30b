import type { ByteCache, ModelBytes } from './byte-cache';
import { joinedParts, keysOf, markKey, partKey, type FileIdentity } from './file-parts';
import { runningHash, type RunningHash } from './sha256';

/** Of a file that comes in, so much is in memory before it is written. */
const PART_BYTES = 4 * 1024 * 1024;

export interface ReceiverOptions {
  readonly cache: ByteCache;
  readonly modelId: string;
  readonly file: FileIdentity;
  /** The file's bytes go here too; without it they are on the device alone. */
  readonly memory?: ModelBytes | undefined;
  readonly partBytes?: number | undefined;
}

/** Takes a file as it comes: hashes it, writes it in parts, and goes on where an earlier one was left. */
export class FileReceiver {
  #receivedBytes = 0;
  #refusal: unknown;
  #refused = false;
  readonly #pending: ModelBytes;
  #pendingBytes = 0;
  #writtenBytes = 0;

  private constructor(
    private readonly options: ReceiverOptions,
    private readonly hash: RunningHash,
  ) {
    this.#pending = new Uint8Array(
      Math.min(options.partBytes ?? PART_BYTES, Math.max(1, options.file.bytes)),
    );
  }

  /** Reads what is kept of the file. Throws RangeError where there is no memory for a part. */
  static async open(options: ReceiverOptions): Promise<FileReceiver> {
    const receiver = new FileReceiver(options, await runningHash());
    await receiver.#readKept();
    return receiver;
  }

  /** Of the file, from its beginning. */
  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Why the device would not keep it: the bytes are in memory alone. Undefined where it keeps it. */
  get refusal(): { readonly error: unknown } | undefined {
    return this.#refused ? { error: this.#refusal } : undefined;
  }

  /** Throws what the device throws where it has no room and the bytes are wanted nowhere else. */
  async take(chunk: Uint8Array): Promise<void> {
    this.hash.update(chunk);
    this.options.memory?.set(chunk, this.#receivedBytes);
    this.#receivedBytes += chunk.byteLength;
    let rest = chunk;
    while (rest.byteLength > 0 && !this.#refused) {
      const fitting = rest.subarray(0, this.#pending.byteLength - this.#pendingBytes);
      this.#pending.set(fitting, this.#pendingBytes);
      this.#pendingBytes += fitting.byteLength;
      rest = rest.subarray(fitting.byteLength);
      if (this.#pendingBytes === this.#pending.byteLength) await this.#write();
    }
  }

  /** Writes what is in memory only, so that a download that ends here can go on from here. */
  async flush(): Promise<void> {
    if (this.#pendingBytes > 0 && !this.#refused) await this.#write();
  }

  /** Forgets all of it: the file begins anew. */
  async restart(): Promise<void> {
    await this.#forget();
    this.#pendingBytes = 0;
    this.#receivedBytes = 0;
    this.hash.reset();
  }

  /** @returns SHA-256 of the whole; marks the file as good on the device where it is the right one. */
  async finish(): Promise<string> {
    const { cache, modelId, file } = this.options;
    const sha256 = this.hash.hex();
    if (sha256 !== file.sha256) return sha256;
    await this.flush();
    if (this.#refused) return sha256;
    try {
      await cache.set(markKey(modelId, file), { bytes: file.bytes });
    } catch (error) {
      await this.#refuse(error);
    }
    return sha256;
  }

  async #readKept(): Promise<void> {
    const { cache, modelId, file, memory } = this.options;
    try {
      const parts = joinedParts(modelId, file, await cache.keys());
      for (const [at, { key, bytes }] of parts.entries()) {
        const value = await cache.get(key);
        const fits = this.#receivedBytes + bytes <= file.bytes;
        if (!(value instanceof ArrayBuffer) || value.byteLength !== bytes || !fits) {
          await cache.delete(parts.slice(at).map((part) => part.key));
          return;
        }
        const part = new Uint8Array(value);
        this.hash.update(part);
        memory?.set(part, this.#receivedBytes);
        this.#receivedBytes += bytes;
        this.#writtenBytes = this.#receivedBytes;
      }
    } catch {
      // What cannot be read is fetched.
    }
  }

  async #write(): Promise<void> {
    const { cache, modelId, file } = this.options;
    try {
      const bytes = this.#pending.slice(0, this.#pendingBytes);
      await cache.set(partKey(modelId, file, this.#writtenBytes, bytes.byteLength), bytes.buffer);
      this.#writtenBytes += bytes.byteLength;
      this.#pendingBytes = 0;
    } catch (error) {
      await this.#refuse(error);
    }
  }

  /** Half a file that cannot become whole only takes room that somebody else needs. */
  async #refuse(error: unknown): Promise<void> {
    this.#refused = true;
    this.#refusal = error;
    await this.#forget();
    if (this.options.memory === undefined) throw error;
  }

  async #forget(): Promise<void> {
    const { cache, modelId, file } = this.options;
    this.#writtenBytes = 0;
    try {
      await cache.delete(keysOf(modelId, file, await cache.keys()));
    } catch {
      // Left over, and found to be useless by whoever reads it.
    }
  }
}
