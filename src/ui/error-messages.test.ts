import { afterEach, describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../contract/errors';
import { setLanguage } from '../i18n/language';
import { actionLabel, errorMessage } from './error-messages';

afterEach(() => {
  setLanguage('en');
});

describe.each([
  ['en', /^[A-Z].*\.$/u],
  ['zh', /^[\p{L}].*\p{Script=Han}.*。$/u],
] as const)('errorMessage, %s', (language, sentence) => {
  it.each(ERROR_CODES)('says what happened and what to do for %s', (code) => {
    setLanguage(language);
    const message = errorMessage(code);
    expect(message.title).toMatch(sentence);
    expect(message.advice).toMatch(sentence);
    if (message.action !== null) expect(actionLabel(message.action)).not.toBe('');
  });

  it('has a message of its own for each code', () => {
    setLanguage(language);
    const titles = ERROR_CODES.map((code) => errorMessage(code).title);
    expect(new Set(titles).size).toBe(ERROR_CODES.length);
  });
});
