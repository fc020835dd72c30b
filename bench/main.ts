/** npm run bench -- NAME ARGUMENTS: measurements in the real page. */
import { captions } from './captions/captions';
import { endurance } from './captions/endurance';
import { batching } from './files/batching';
import { longFile } from './files/long-file';
import { wordTimes } from './files/word-times';
import { gpuBatches } from './gpu/chromium';
import { start } from './start';

const BENCHES: Readonly<Record<string, (given: readonly string[]) => Promise<void>>> = {
  batching,
  captions,
  endurance,
  'gpu-batches': gpuBatches,
  'long-file': longFile,
  start,
  'word-times': wordTimes,
};

const [name = '', ...given] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`usage: npm run bench -- ${Object.keys(BENCHES).join('|')} ...`);
  process.exitCode = 2;
} else {
  try {
    await bench(given);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
