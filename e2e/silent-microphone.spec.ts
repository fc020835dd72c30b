import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { PATIENCE_MS } from './tabscribe-page';
import { expect, test } from './test';

const SAMPLE_RATE_HZ = 16000;
const SECONDS = 60;

/** A WAV of digital silence, as a wrong default device delivers it. */
function silentWav(): string {
  const dataBytes = SAMPLE_RATE_HZ * SECONDS * 2;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE_HZ, 24);
  header.writeUInt32LE(SAMPLE_RATE_HZ * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  const path = join(mkdtempSync(join(tmpdir(), 'silent-microphone-')), 'silence.wav');
  writeFileSync(path, Buffer.concat([header, Buffer.alloc(dataBytes)]));
  return path;
}

test.use({ moreArguments: fakeMicrophoneArguments(silentWav()) });

test('a microphone that delivers only zeros is noticed', async ({ app }) => {
  await app.open();
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.notices).toContainText('The microphone delivers no sound.', { timeout: PATIENCE_MS });
  await expect(app.finals).toHaveCount(0);
});
