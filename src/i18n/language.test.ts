import { afterEach, describe, expect, it, vi } from 'vitest';
import { onLanguageChange, pickLanguage, setLanguage, texts } from './language';

afterEach(() => {
  setLanguage('en');
});

describe('pickLanguage', () => {
  it.each([
    [['zh-CN', 'en'], 'zh'],
    [['ZH'], 'zh'],
    [['fr-FR', 'zh-TW', 'en-GB'], 'zh'],
    [['en-GB', 'zh-CN'], 'en'],
    [['fr'], 'en'],
    [[], 'en'],
    // Zhuang begins with the same letters.
    [['zha'], 'en'],
  ] as const)('takes the first that the interface has: %j', (tags, picked) => {
    expect(pickLanguage(tags)).toBe(picked);
  });
});

describe('setLanguage', () => {
  it('changes the texts and tells those who draw them, once', () => {
    const told = vi.fn();
    onLanguageChange(told);
    setLanguage('zh');
    setLanguage('zh');
    expect(told).toHaveBeenCalledTimes(1);
    expect(texts().controls.start).toBe('开始字幕');
  });
});
