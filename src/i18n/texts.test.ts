import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { fillTexts } from '../../tools/fill-texts';
import { TEXTS } from './texts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Names of fonts, which nobody reads. */
const EXEMPT = /(?:^|\/)legible-font\.ts$/u;
/** Names that are the same in every language. */
const NAMES = /\b(?:Tabscribe|Esc|WebGPU|WASM|English)\b|简体中文/gu;

describe('index.html', () => {
  const html = readFileSync(join(ROOT, 'index.html'), 'utf8');

  it.each(['en', 'zh'] as const)('names only texts that there are, %s', (language) => {
    expect(fillTexts(html, TEXTS[language])).toContain(TEXTS[language].page.introTitle);
  });

  it('holds no words of its own', () => {
    const words = html
      .replace(/<[^>]*>/gu, '\n')
      .replace(NAMES, '')
      .match(/\p{L}+/gu);
    expect(words).toBeNull();
    expect(html).not.toMatch(/\s(?:aria-label|title|alt)="/u);
  });
});

describe('views', () => {
  const folder = join(ROOT, 'src', 'ui');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !EXEMPT.test(name),
  );

  it('finds words where they are', () => {
    expect(wordsIn("const a = 'Copy';")).toEqual(['Copy']);
    expect(wordsIn('const a = `${n} are left.`;')).toEqual([' are left.']);
    expect(wordsIn("if (key === 'Enter') throw new Error('No such key.');")).toEqual([]);
  });

  it.each(files)('%s holds no words that a person reads', (name) => {
    expect(wordsIn(readFileSync(join(folder, name), 'utf8'))).toEqual([]);
  });
});

/** Literals that read like a text: a capital first, several words with a stop, or not Latin at all. */
function wordsIn(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Error') return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    const isText =
      ts.isStringLiteralLike(node) ||
      node.kind === ts.SyntaxKind.TemplateHead ||
      node.kind === ts.SyntaxKind.TemplateMiddle ||
      node.kind === ts.SyntaxKind.TemplateTail;
    if (isText && !isCompared(node)) {
      const { text } = node as ts.LiteralLikeNode;
      if (/^\s*\p{Lu}\p{Ll}|\p{Ll}{2,}\s.*\p{Ll}[.!?,:;]|\p{Script=Han}/u.test(text.replace(NAMES, '')))
        found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('view.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

/** Names of keys and of kinds of data are compared, or asked for, never shown. */
function isCompared(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.getText().startsWith('==') || parent.operatorToken.getText() === '!==';
  return ts.isCallExpression(parent) && /\.includes$/u.test(parent.expression.getText());
}
