import type { ErrorCode } from '../../contract/errors';

/** What the page says of some of the failures: what happened, and what to do next. */
export type FailureTexts<Code extends ErrorCode> = Readonly<
  Record<Code, { readonly title: string; readonly advice: string }>
>;
