import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import type { Worker } from 'playwright/test';
import { bringModels, expectSameWords, listen, recognizerOf, startedAgain, untilGoesOn } from './disturbed';
import { fixture } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';
import { wordsOf } from './words';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

/** Where the machine is not busy with more than this test. */
const BOUND_MS = 2000;
/** Elsewhere it is compared with what a start takes on the same machine at the same time, without sound or words. */
const SHARE_OF_START = 1.5;
/** A tenth of a second of speech is missing: it costs a word or its neighbour. */
const WORDS_AROUND_A_GAP = 0.2;

interface WorkerCounts {
  started: number;
  /** Those that had to compile the runtime's program. */
  compiled: number;
}

/** Counts the page's workers, and what they say. */
async function countWorkers(app: TabscribePage): Promise<void> {
  await app.page.addInitScript(() => {
    const counts = { started: 0, compiled: 0 };
    Object.assign(window, { workerCounts: counts });
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options);
        counts.started += 1;
        this.addEventListener('message', ({ data }: MessageEvent<{ type?: string } | null>) => {
          if (data?.type === 'compiled-runtime') counts.compiled += 1;
        });
      }
    };
  });
}

const workerCounts = (app: TabscribePage): Promise<WorkerCounts> =>
  app.page.evaluate(() => ({ ...(window as unknown as { workerCounts: WorkerCounts }).workerCounts }));

/** Keeps what a test has to break, in page and worker, where nothing else reaches it. */
async function rememberContexts(app: TabscribePage): Promise<void> {
  await app.page.addInitScript(() => {
    const made: AudioContext[] = [];
    Object.assign(window, { audioContexts: made });
    window.AudioContext = class extends AudioContext {
      constructor() {
        super();
        made.push(this);
      }
    };
  });
}

const lastContext = (app: TabscribePage, what: 'close' | 'suspend') =>
  app.page.evaluate((call) => {
    const { audioContexts } = window as unknown as { audioContexts: AudioContext[] };
    return audioContexts.at(-1)?.[call]();
  }, what);

/** It neither ends nor answers, for ever. */
function hangs(worker: Worker): Promise<void> {
  void worker
    .evaluate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0))
    .catch(() => undefined);
  return Promise.resolve();
}

test('a worker that ends in the middle of speech costs no word: another is ready in reserve', async ({
  app,
}) => {
  await countWorkers(app);
  await bringModels(app);
  const startMs = await startedAgain(app);
  const undisturbed = await listen(app);
  await expect.poll(() => workerCounts(app)).toEqual({ started: 2, compiled: 1 });
  let tookMs = 0;
  const disturbed = await listen(app, async () => {
    tookMs = await untilGoesOn(app, () =>
      // Nothing tells the page: the worker closes itself, as when the browser ends it.
      recognizerOf(app).evaluate(() => {
        close();
      }),
    );
    await expect(app.notices).toContainText('Nothing that was said is lost.');
  });
  expect((await workerCounts(app)).compiled).toBe(1);
  console.log(`a start took ${String(startMs)} ms`);
  expect(tookMs).toBeLessThan(Math.max(BOUND_MS, SHARE_OF_START * startMs));
  expectSameWords(undisturbed, disturbed);
});

const AFTER_STOP = {
  /** Nothing tells the page, as when the browser ends it. */
  ends: (worker: Worker) =>
    worker.evaluate(() => {
      close();
    }),
  hangs,
};

for (const [what, disturb] of Object.entries(AFTER_STOP)) {
  test(`a worker that ${what} just after Stop costs no word: another one writes what was said`, async ({
    app,
  }) => {
    await bringModels(app);
    await app.page.getByRole('button', { name: 'Start captions' }).click();
    await expect(app.partials.first()).toHaveText(/(\w+\W+){6}/u, { timeout: PATIENCE_MS });
    const shown = await app.partials.first().textContent();
    await app.page.getByRole('button', { name: 'Stop' }).click();
    await disturb(recognizerOf(app));
    await expect(app.status).toHaveText('Ready', { timeout: PATIENCE_MS });
    await expect(app.notices).toContainText('Nothing that was said is lost.');
    const { text } = await app.download('json');
    const { segments } = JSON.parse(text) as { segments: { words: unknown[] }[] };
    // A partial text that was left as it is has no times of its words.
    expect(segments.filter(({ words }) => words.length === 0)).toEqual([]);
    // More was said until Stop than was shown, and the newest word may have changed.
    const settled = wordsOf(shown ?? '').slice(0, -1);
    expect(wordsOf((await app.finals.allTextContents()).join(' ')).slice(0, settled.length)).toEqual(settled);
  });
}

test('a recognizer that hangs in the middle of speech gives way to another, and costs no word', async ({
  app,
}) => {
  await bringModels(app);
  const undisturbed = await listen(app);
  const disturbed = await listen(app, async () => {
    await untilGoesOn(app, () => hangs(recognizerOf(app)));
    await expect(app.notices).toContainText('Nothing that was said is lost.');
  });
  expectSameWords(undisturbed, disturbed);
});

test('a closed sound engine is opened again in the middle of speech', async ({ app }) => {
  await rememberContexts(app);
  await bringModels(app);
  const undisturbed = await listen(app);
  const disturbed = await listen(app, async () => {
    expect(await untilGoesOn(app, async () => lastContext(app, 'close'))).toBeLessThan(BOUND_MS);
  });
  expectSameWords(undisturbed, disturbed, WORDS_AROUND_A_GAP);
});

test('a sound engine that stands still goes on by itself, without a word lost', async ({ app }) => {
  await rememberContexts(app);
  await bringModels(app);
  const undisturbed = await listen(app);
  const disturbed = await listen(app, async () => {
    await lastContext(app, 'suspend');
    await expect
      .poll(() =>
        app.page.evaluate(
          () => (window as unknown as { audioContexts: AudioContext[] }).audioContexts.at(-1)?.state,
        ),
      )
      .toBe('running');
  });
  expectSameWords(undisturbed, disturbed);
});
