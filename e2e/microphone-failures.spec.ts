import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';

/** Stands in for the device: getUserMedia fails as browsers report it. */
const failWith = (name: string) => `
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('by the test', '${name}'));
`;

test.use({ moreArguments: ['--use-fake-device-for-media-stream'] });

test('a denied microphone says so and offers another try', async ({ app, context }) => {
  // An empty grant denies the rest without a prompt.
  await context.grantPermissions([]);
  await app.open();
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.notices).toContainText('The microphone is blocked for this page.');
  await expect(app.notices.getByRole('button', { name: 'Try again' })).toBeVisible();
  await context.grantPermissions(['microphone']);
  await app.notices.getByRole('button', { name: 'Try again' }).click();
  await expect(app.status).toHaveText(/Listening|already listening/u, { timeout: PATIENCE_MS });
});

test('a missing microphone says so', async ({ app }) => {
  await app.page.addInitScript(failWith('NotFoundError'));
  await app.open();
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.notices).toContainText('No microphone was found.');
});

test('a microphone that another program holds says so', async ({ app }) => {
  await app.page.addInitScript(failWith('NotReadableError'));
  await app.open();
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.notices).toContainText('taken by another program');
  await expect(app.notices.getByRole('button', { name: 'Try again' })).toBeVisible();
});
