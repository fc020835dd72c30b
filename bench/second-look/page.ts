import { transfer, wrap } from 'comlink';
import { SAMPLE_RATE_HZ } from '../../src/features/audio-format';
import type { ComparisonWorker } from './comparison';

const worker = wrap<ComparisonWorker>(
  new Worker(new URL('./engines.worker.ts', import.meta.url), { type: 'module' }),
);
const decoder = new OfflineAudioContext(1, 1, SAMPLE_RATE_HZ);

window.openEngines = (ids) => worker.open(ids);
window.transcribeClip = (engineId) => worker.transcribe(engineId);

window.loadClip = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const audio = await decoder.decodeAudioData(await response.arrayBuffer());
  const samples = audio.getChannelData(0).slice();
  return worker.load(transfer(samples, [samples.buffer]));
};
