import type { Page } from 'playwright/test';

const RECOGNIZER_SCRIPT = /\/assets\/recognizer\.worker[^/]*\.js$/u;

/** Runs first in the recognizer worker: keeps a copy of each shader's source. */
const HOOK = `
  self.shaderSources = [];
  if (typeof GPUDevice !== 'undefined') {
    const createShaderModule = GPUDevice.prototype.createShaderModule;
    GPUDevice.prototype.createShaderModule = function (descriptor) {
      self.shaderSources.push(descriptor.code);
      return createShaderModule.call(this, descriptor);
    };
  }
`;

/**
 * Records the WGSL of all shaders that the recognizer's worker compiles. Call before the page is opened.
 * @returns a function that gives the sources so far.
 */
export async function recordShaders(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.route(RECOGNIZER_SCRIPT, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${HOOK}${await response.text()}` });
  });
  return () => {
    // Its WASM threads are workers too, but sleep and never answer.
    const recognizer = page.workers().find((worker) => RECOGNIZER_SCRIPT.test(worker.url()));
    if (recognizer === undefined) throw new Error('the page has no recognizer worker');
    return recognizer.evaluate(() => Reflect.get(self, 'shaderSources') as string[]);
  };
}
