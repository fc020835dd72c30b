/**
 * Checked by the compiler alone: what crosses a thread is never `any` and survives a structured clone, and no
 * function crosses but the one event listener, which Comlink proxies.
 */
import type { CaptureCommand, CaptureReport, FrameBatch, FrameSink, LiveSink } from './capture-messages';
import type { Failure, Outcome } from './errors';
import type { ModelIndex } from './model-catalogue';
import type { ModelManifest } from './model-manifest';
import type { KeepRuntimeReply, OfflineRequest } from './offline-messages';
import type { RecognizerApi, RecognizerEvent, RecognizerListener } from './recognizer-api';

type IsAny<T> = 0 extends 1 & T ? true : false;
type Scalar = string | number | boolean | bigint | null | undefined;
/** Copied or transferred whole by the browser. */
type Platform = ArrayBuffer | Float32Array | Uint8Array | Blob | MessagePort;

/** True, false, or boolean where only some members of a union can be cloned. */
type Crosses<T> =
  IsAny<T> extends true
    ? false
    : unknown extends T
      ? false
      : T extends Scalar | Platform
        ? true
        : T extends (...args: never[]) => unknown
          ? false
          : T extends readonly (infer Item)[]
            ? Crosses<Item>
            : T extends object
              ? [false] extends [{ [Key in keyof T]-?: Crosses<T[Key]> }[keyof T]]
                ? false
                : false extends { [Key in keyof T]-?: Crosses<T[Key]> }[keyof T]
                  ? false
                  : true
              : false;

type MethodCrosses<Method> = Method extends (...args: infer Args) => Promise<infer Result>
  ? Crosses<Exclude<Args[number], RecognizerListener> | Exclude<Result, void>> extends true
    ? true
    : false
  : false;

/** Names of the methods that something uncloneable would have to cross through. */
type Offenders<Api> = {
  [Key in keyof Api]: MethodCrosses<Api[Key]> extends true ? never : Key;
}[keyof Api];

type Expect<T extends true> = T;
type Never<T> = [T] extends [never] ? true : false;

/** Each entry fails to compile when it is not true. */
export type Checks = [
  Expect<Never<Offenders<RecognizerApi>>>,
  Expect<Never<Offenders<FrameSink>>>,
  Expect<Never<Offenders<LiveSink>>>,
  Expect<Crosses<RecognizerEvent>>,
  Expect<Crosses<CaptureCommand>>,
  Expect<Crosses<CaptureReport>>,
  Expect<Crosses<FrameBatch>>,
  Expect<Crosses<OfflineRequest>>,
  Expect<Crosses<KeepRuntimeReply>>,
  Expect<Crosses<Outcome<ModelManifest>>>,
  Expect<Crosses<ModelIndex>>,
  Expect<Crosses<Failure>>,
];

// The checker itself must be able to fail.
export type ChecksOfTheChecker = [
  // @ts-expect-error -- a function does not cross
  Expect<Crosses<{ readonly onDone: () => void }>>,
  // @ts-expect-error -- nor a class instance with methods
  Expect<Crosses<{ readonly made: Date }>>,
  // @ts-expect-error -- nor what nobody has typed
  Expect<Crosses<{ readonly data: unknown }>>,
  // @ts-expect-error -- one bad member of a union is enough
  Expect<Crosses<{ readonly ok: true } | { readonly ok: () => boolean }>>,
  // @ts-expect-error -- a second callback would not be the listener
  Expect<Never<Offenders<{ watch(done: (ended: boolean) => string): Promise<null> }>>>,
];
