import { AxeBuilder } from '@axe-core/playwright';
import { fixture } from './fixtures';
import { expect, test } from './test';
import type { TabscribePage } from './tabscribe-page';

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };
/** What is left of it for a page at twice its size. */
const ENLARGED = { width: 640, height: 400 };

async function seriousViolations(app: TabscribePage): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: app.page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const check = async (moment: string): Promise<void> => {
      for (const [name, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
        await app.page.setViewportSize(viewport);
        expect(await seriousViolations(app), `${moment}, ${name}`).toEqual([]);
        const overflow = await app.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, `${moment}, ${name}: wider than the screen`).toBeLessThanOrEqual(0);
      }
    };
    await app.open();
    await check('first visit');

    await app.chooseFiles(fixture('scheme.ogg'), fixture('empty.wav'));
    await app.finishedText();
    await expect(app.page.getByTestId('file-queue')).toContainText('This file is empty.');
    await check('captions and a file that failed');
    await app.page.setViewportSize(ENLARGED);
    const dock = (await app.page.getByRole('region', { name: 'Controls' }).boundingBox())!;
    expect(dock.y, 'room for captions on an enlarged page').toBeGreaterThan(ENLARGED.height / 3);
    await app.page.setViewportSize(PHONE);
    const bar = (await app.page.getByRole('group', { name: 'Reading' }).boundingBox())!;
    expect(bar.height, 'what stays over the captions on a phone').toBeLessThan(PHONE.height / 8);

    await app.page.getByRole('button', { name: 'Settings' }).click();
    await expect(app.page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    await check('settings');
  });
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
