import type { Worker } from 'playwright/test';
import { fakeMicrophoneArguments } from '../tools/chromium-arguments';
import { fixture } from './fixtures';
import { PATIENCE_MS, type TabscribePage } from './tabscribe-page';
import { expect, test } from './test';
import { wordErrorRate, wordsOf } from './words';

test.use({ moreArguments: fakeMicrophoneArguments(fixture('microphone.wav')) });

/** The words of the speech that the recording ends with: all is written once they are there. */
const LAST_WORDS = /in the yard/u;
/** Of one busy core, which has to compile the runtime and load the models: measured 3.1 s there. */
const RECOGNIZER_BOUND_MS = 5000;
const MICROPHONE_BOUND_MS = 2000;
/** The fake microphone loses a little sound when the machine is busy, disturbed or not. */
const SAME_WORDS = 0.1;
/** A tenth of a second of speech is missing: it costs a word or its neighbour. */
const WORDS_AROUND_A_GAP = 0.2;

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

async function ready(app: TabscribePage): Promise<void> {
  await rememberContexts(app);
  await app.open();
  await app.chooseFiles(fixture('short/do-you-know.opus'));
  await app.finishedText();
  await app.secondLookReady();
  await app.page.getByRole('button', { name: 'Clear' }).click();
}

/** One run over the recording; `disturb` is called in the middle of its first sentence. */
async function listen(app: TabscribePage, disturb: () => Promise<void>): Promise<string> {
  await app.page.getByRole('button', { name: 'Start captions' }).click();
  await expect(app.partials.first()).toHaveText(/(\w+\W+){4}/u, { timeout: PATIENCE_MS });
  await disturb();
  await expect(async () => {
    expect((await app.finals.allTextContents()).join(' ')).toMatch(LAST_WORDS);
  }).toPass({ timeout: PATIENCE_MS });
  await app.page.getByRole('button', { name: 'Stop' }).click();
  await expect(app.status).toHaveText('Ready');
  const text = (await app.finals.allTextContents()).join(' ');
  await app.page.getByRole('button', { name: 'Clear' }).click();
  await expect(app.finals).toHaveCount(0);
  return text;
}

interface Bounds {
  readonly recoveryMs: number;
  readonly wordErrorRate: number;
}

/** Disturbs one run, and compares its words with those of one that is left alone. */
async function sameAsUndisturbed(
  app: TabscribePage,
  bounds: Bounds,
  disturb: () => Promise<void>,
): Promise<void> {
  await ready(app);
  const undisturbed = await listen(app, () => Promise.resolve());
  let brokenAtMs = 0;
  const disturbed = await listen(app, async () => {
    brokenAtMs = Date.now();
    await disturb();
    await expect(app.notices).toContainText(/was (?:started|opened) again/u, { timeout: PATIENCE_MS });
    const tookMs = Date.now() - brokenAtMs;
    console.log(`recovered after ${String(tookMs)} ms`);
    expect(tookMs).toBeLessThan(bounds.recoveryMs);
  });
  console.log(`undisturbed: ${undisturbed}\ndisturbed:   ${disturbed}`);
  expect(wordsOf(undisturbed).length).toBeGreaterThan(20);
  expect(wordErrorRate(undisturbed, disturbed), disturbed).toBeLessThanOrEqual(bounds.wordErrorRate);
}

const recognizerOf = (app: TabscribePage): Worker => {
  const worker = app.page.workers().findLast((item) => item.url().includes('recognizer.worker'));
  if (worker === undefined) throw new Error('there is no recognizer');
  return worker;
};

test('a worker that ends in the middle of speech costs no word', async ({ app }) => {
  const bounds = { recoveryMs: RECOGNIZER_BOUND_MS, wordErrorRate: SAME_WORDS };
  await sameAsUndisturbed(app, bounds, async () => {
    // Nothing tells the page: the worker closes itself, as when the browser ends it.
    await recognizerOf(app).evaluate(() => {
      close();
    });
    await expect(app.notices).toContainText('Nothing that was said is lost.');
  });
});

test('a closed sound engine is opened again in the middle of speech', async ({ app }) => {
  const bounds = { recoveryMs: MICROPHONE_BOUND_MS, wordErrorRate: WORDS_AROUND_A_GAP };
  await sameAsUndisturbed(app, bounds, async () => {
    await lastContext(app, 'close');
  });
});

test('a sound engine that stands still goes on by itself, without a word lost', async ({ app }) => {
  await ready(app);
  const undisturbed = await listen(app, () => Promise.resolve());
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
  expect(wordErrorRate(undisturbed, disturbed), disturbed).toBeLessThanOrEqual(SAME_WORDS);
});
