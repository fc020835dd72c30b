import { transfer, wrap } from 'comlink';
import { SAMPLE_RATE_HZ } from '../../src/features/audio-format';
import type { BatchWorker } from './batch-worker-api';

const worker = wrap<BatchWorker>(
  new Worker(new URL('./batches.worker.ts', import.meta.url), { type: 'module' }),
);
const decoder = new OfflineAudioContext(1, 1, SAMPLE_RATE_HZ);

window.openBatches = () => worker.open();
window.measureBatches = (size) => worker.measure(size);
window.measureApp = () => worker.measureApp();

window.addClip = async (url, seconds) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
  const audio = await decoder.decodeAudioData(await response.arrayBuffer());
  const samples = audio.getChannelData(0).slice(0, Math.round(seconds * SAMPLE_RATE_HZ));
  const length = samples.length;
  await worker.add(transfer(samples, [samples.buffer]));
  return length / SAMPLE_RATE_HZ;
};
