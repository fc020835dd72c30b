/** First in, first out, for float values; keeps its storage between uses. */
export class FloatQueue {
  #values = new Float32Array(1024);
  #start = 0;
  #end = 0;

  get length(): number {
    return this.#end - this.#start;
  }

  append(values: Float32Array): void {
    if (this.#end + values.length > this.#values.length) this.#makeRoom(values.length);
    this.#values.set(values, this.#end);
    this.#end += values.length;
  }

  /**
   * Removes the oldest `count` values.
   * @returns them in a new array, free to be transferred.
   * @throws RangeError if there are not so many.
   */
  take(count: number): Float32Array {
    if (count > this.length) throw new RangeError(`take(${count}): only ${this.length} values are there`);
    const taken = this.#values.slice(this.#start, this.#start + count);
    this.#start += count;
    return taken;
  }

  #makeRoom(extra: number): void {
    const kept = this.#values.subarray(this.#start, this.#end);
    const needed = kept.length + extra;
    const target = needed > this.#values.length ? new Float32Array(2 * needed) : this.#values;
    target.set(kept);
    this.#values = target;
    this.#end = kept.length;
    this.#start = 0;
  }
}
