import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isStale } from './build-if-stale';
import { pagePolicy } from './page-policy';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tabscribe-stale-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src', 'main.ts'), '');
  vi.stubEnv('MODEL_ORIGINS', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

/** As Vite writes it. */
function build(origins: readonly string[] = []): void {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const policy = pagePolicy(origins).meta.replaceAll("'", '&#39;');
  writeFileSync(join(root, 'dist', 'index.html'), `<meta content="${policy}">`);
}

describe('a build', () => {
  it('is wanted where there is none, or something has changed since', () => {
    expect(isStale(root)).toBe(true);
    build();
    expect(isStale(root)).toBe(false);
    const later = Date.now() / 1000 + 60;
    utimesSync(join(root, 'src', 'main.ts'), later, later);
    expect(isStale(root)).toBe(true);
  });

  it('is wanted where it was made for other origins of models', () => {
    build();
    vi.stubEnv('MODEL_ORIGINS', 'https://models.example.org');
    expect(isStale(root)).toBe(true);
    build(['https://models.example.org']);
    expect(isStale(root)).toBe(false);
    vi.stubEnv('MODEL_ORIGINS', '');
    expect(isStale(root)).toBe(true);
  });
});
