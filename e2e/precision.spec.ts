import { fixture, MICROPHONE_SENTENCES, STUDENT_BOUND } from './fixtures';
import { expect, test } from './test';
import { wordErrorRate } from './words';

test('a person who asks for 4 bits gets them, fetches no others, and reads the words all the same', async ({
  app,
}) => {
  const fetched: string[] = [];
  app.page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await app.open();
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('radio', { name: 'WASM' }).check();
  await app.page.getByRole('radio', { name: '4 bits' }).check();
  await app.page.getByRole('checkbox', { name: /^Rewrite/ }).uncheck();
  await app.page.getByRole('button', { name: 'Close' }).click();
  await app.chooseFiles(fixture('microphone.wav'));
  const text = await app.finishedText();
  expect(wordErrorRate(MICROPHONE_SENTENCES.join(' '), text), text).toBeLessThanOrEqual(STUDENT_BOUND);
  await expect(app.engine).toContainText('4 bits');
  const graphs = fetched
    .filter((path) => /student.*\.onnx$/.test(path))
    .map((path) => path.split('/').at(-1));
  expect(graphs.sort()).toEqual(['hearing.int4.onnx', 'speller.int4.onnx']);

  // Chosen by key: the models load anew, and the keyboard stays where it was.
  await app.page.getByRole('button', { name: 'Settings' }).click();
  await app.page.getByRole('radio', { name: '4 bits' }).focus();
  await app.page.keyboard.press('ArrowRight');
  await expect(app.engine).toContainText('8 bits');
  await expect(app.page.getByRole('radio', { name: '8 bits' })).toBeFocused();
});
