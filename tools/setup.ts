/** `npm run setup`: a Chromium and the Python packages, for the command line, the benches and the tests. */
import { setUpChromium } from './setup-chromium';
import { setUpPython } from './setup-python';

process.stdout.write(`Chromium: ${await setUpChromium()}\nPython: ${await setUpPython()}\n`);
