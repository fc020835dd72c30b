import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../contract/errors';
import { ACTION_LABELS, ERROR_MESSAGES } from './error-messages';

describe('ERROR_MESSAGES', () => {
  it.each(ERROR_CODES)('says what happened and what to do for %s', (code) => {
    const message = ERROR_MESSAGES[code];
    expect(message.title).toMatch(/^[A-Z].*\.$/);
    expect(message.advice).toMatch(/^[A-Z].*\.$/);
    if (message.action !== null) expect(ACTION_LABELS[message.action]).not.toBe('');
  });

  it('has a message of its own for each code', () => {
    const titles = ERROR_CODES.map((code) => ERROR_MESSAGES[code].title);
    expect(new Set(titles).size).toBe(ERROR_CODES.length);
    expect(Object.keys(ERROR_MESSAGES).sort()).toEqual([...ERROR_CODES].sort());
  });
});
