import { describe, expect, it } from 'vitest';
import { pagePolicy, readModelOrigins } from './page-policy';

const connectIn = (policy = ''): string | undefined => /connect-src ([^;]*)/u.exec(policy)?.[1];

describe('the policy', () => {
  it('lets the page talk to its own origin alone where nothing is named', () => {
    const { headers, meta } = pagePolicy(readModelOrigins(''));
    expect(connectIn(headers['Content-Security-Policy'])).toBe("'self'");
    expect(connectIn(meta)).toBe("'self'");
  });

  it('adds the origins that are named, wherever it is told', () => {
    const origins = readModelOrigins(
      ' https://models.example.org/\nhttp://127.0.0.1:4000 https://models.example.org ',
    );
    expect(origins).toEqual(['https://models.example.org', 'http://127.0.0.1:4000']);
    const { headers, devHeaders, meta } = pagePolicy(origins);
    const named = "'self' https://models.example.org http://127.0.0.1:4000";
    expect(connectIn(headers['Content-Security-Policy'])).toBe(named);
    expect(connectIn(devHeaders['Content-Security-Policy'])).toBe(`${named} ws:`);
    expect(connectIn(meta)).toBe(named);
    expect(meta).not.toContain('frame-ancestors');
  });

  it.each([
    'models.example.org',
    'https://models.example.org/folder/',
    'http://models.example.org',
    'https://*.example.org',
    'https://a;script-src',
    'https://me:secret@example.org',
    'https:',
    '*',
    "'unsafe-eval'",
  ])('does not take %s', (word) => {
    expect(() => readModelOrigins(word)).toThrow(RangeError);
  });
});
