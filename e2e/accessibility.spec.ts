import { AxeBuilder } from '@axe-core/playwright';
import { fixture } from './fixtures';
import { expect, test } from './test';
import type { TabscribePage } from './tabscribe-page';

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

async function seriousViolations(app: TabscribePage): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: app.page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of [
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const) {
    test(`axe finds nothing serious, ${colorScheme}, ${name} width`, async ({ app }) => {
      await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await app.page.setViewportSize(viewport);
      await app.open();
      expect(await seriousViolations(app), 'first visit').toEqual([]);
      const overflow = () => app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await overflow(), 'nothing is wider than the screen').toBeLessThanOrEqual(0);

      await app.chooseFiles(fixture('scheme.ogg'), fixture('empty.wav'));
      await app.finishedText();
      await expect(app.notices).toContainText('This file is empty.');
      expect(await seriousViolations(app), 'with captions and a notice').toEqual([]);
      expect(await overflow(), 'captions fit the screen').toBeLessThanOrEqual(0);

      await app.page.getByRole('button', { name: 'Settings' }).click();
      await expect(app.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
      expect(await seriousViolations(app), 'settings').toEqual([]);
    });
  }
}

test('committed captions are announced, unfinished ones are not', async ({ app }) => {
  await app.open();
  await expect(app.captions).toHaveAttribute('aria-live', 'polite');
  await expect(app.page.getByTestId('partials')).toHaveAttribute('aria-hidden', 'true');
});

test('the whole page can be used from the keyboard', async ({ app }) => {
  await app.open();
  const reached: string[] = [];
  for (let presses = 0; presses < 20; presses += 1) {
    await app.page.keyboard.press('Tab');
    reached.push(
      await app.page.evaluate(() => {
        const focused = document.activeElement;
        return focused?.getAttribute('aria-label') ?? focused?.id ?? '';
      }),
    );
  }
  expect(reached).toEqual(expect.arrayContaining(['Settings', 'primary', 'file-input']));
});
