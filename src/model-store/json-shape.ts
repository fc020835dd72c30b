import { fail } from './model-store-failure';

/** Reads typed fields out of parsed JSON; every mismatch is 'model-corrupt' and names the field. */
export class JsonShape {
  private constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    private readonly where: string,
  ) {}

  /** @param where how messages call this value, such as "manifest of student-v0". */
  static of(value: unknown, where: string): JsonShape {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw corrupt(where, 'is not an object');
    return new JsonShape(value as Record<string, unknown>, where);
  }

  object(name: string): JsonShape {
    return JsonShape.of(this.fields[name], `${this.where}, ${name}`);
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined;
  }

  /** Whatever it is, for a parser of its own. */
  value(name: string): unknown {
    return this.fields[name];
  }

  objects(name: string): readonly JsonShape[] {
    return this.list(name).map((item, index) =>
      JsonShape.of(item, `${this.where}, ${name}[${String(index)}]`),
    );
  }

  /** None where the field is absent. */
  optionalObjects(name: string): readonly JsonShape[] {
    return this.fields[name] === undefined ? [] : this.objects(name);
  }

  /** None where the field is absent. */
  optionalStrings(name: string): readonly string[] {
    return this.fields[name] === undefined ? [] : this.strings(name);
  }

  strings(name: string): readonly string[] {
    return this.list(name).map((item) => {
      if (typeof item !== 'string') throw corrupt(this.where, `: ${name} holds something that is not text`);
      return item;
    });
  }

  string(name: string): string {
    const value = this.fields[name];
    if (typeof value !== 'string' || value === '') throw corrupt(this.where, `: ${name} is not text`);
    return value;
  }

  optionalString(name: string): string | undefined {
    return this.fields[name] === undefined ? undefined : this.string(name);
  }

  number(name: string): number {
    const value = this.fields[name];
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw corrupt(this.where, `: ${name} is not a number`);
    return value;
  }

  /** A whole number of at least `least`. */
  count(name: string, least = 1): number {
    const value = this.number(name);
    if (!Number.isSafeInteger(value) || value < least) {
      throw corrupt(this.where, `: ${name} is ${String(value)}, not a whole number from ${String(least)}`);
    }
    return value;
  }

  /** Whole numbers from 0. */
  counts(name: string): readonly number[] {
    return this.list(name).map((item) => {
      if (typeof item !== 'number' || !Number.isSafeInteger(item) || item < 0)
        throw corrupt(this.where, `: ${name} holds something that is not a whole number from 0`);
      return item;
    });
  }

  oneOf<T extends string | number>(name: string, allowed: readonly T[]): T {
    const value = this.fields[name];
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) {
      throw corrupt(this.where, `: ${name} is ${JSON.stringify(value)}, not one of ${allowed.join(', ')}`);
    }
    return found;
  }

  /** For checks that types alone cannot say. */
  reject(reason: string): Error {
    return corrupt(this.where, `: ${reason}`);
  }

  private list(name: string): readonly unknown[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) throw corrupt(this.where, `: ${name} is not a list`);
    return value as readonly unknown[];
  }
}

function corrupt(where: string, what: string): Error {
  return fail('model-corrupt', `The ${where}${what.startsWith(':') ? '' : ' '}${what}.`);
}
