import type { CaptionPace } from '../contract/recognizer-api';
import type { Word } from '../contract/transcript';
import { HOP_MS, HOP_SAMPLES, MEL_BINS } from '../features/audio-format';
import type { Utterance } from './acoustic-model';
import { AgreedWords } from './agreed-words';
import type { Evidence } from './endpointer';
import { withoutLateMarks } from './late-marks';
import type { StreamEar } from './stream-ear';
import { StreamedText } from './streamed-text';
import type { Streamed } from './utterance-finisher';
import type { Engines, UtteranceText } from './utterance-text';
import { UtteranceVoice } from './utterance-voice';

/** What one run over the utterance so far brought. */
export interface HeardSoFar {
  /** Words to show; those that may soon change are held back. */
  readonly shown: readonly Word[];
  /** One past the newest frame that the words were found in. */
  readonly endFrame: number;
  readonly evidence: Evidence;
}

/** The utterance that is being spoken: its voice, its text so far, and when there is more to hear. */
export class LiveUtterance {
  readonly #writer: StreamedText;
  readonly #agreed: AgreedWords;
  readonly #voice: UtteranceVoice;
  #text: UtteranceText;
  #spoken: boolean;
  #dueFrame: number;

  constructor(
    readonly id: number,
    readonly startFrame: number,
    private readonly engines: Engines,
    pace: () => CaptionPace,
  ) {
    const { student } = engines;
    const voice = engines.voice();
    this.#writer = new StreamedText(engines);
    this.#agreed = new AgreedWords(pace);
    this.#voice = new UtteranceVoice(startFrame, voice);
    this.#text = this.#noText();
    this.#spoken = voice === undefined;
    this.#dueFrame = startFrame + student.hop.chunkFrames + student.hop.lookAheadFrames;
  }

  /** The frame up to which the stream must come before there is more to hear. */
  get dueFrame(): number {
    return this.#dueFrame;
  }

  /** False as long as it may be mere noise. */
  get spoken(): boolean {
    return this.#spoken;
  }

  /**
   * Hears on, up to `endFrame`.
   *
   * @param frames of the stream.
   * @throws what the student throws; the next call goes on from the chunk that failed.
   */
  async hear(
    ear: StreamEar,
    endFrame: number,
    frames: (from: number, to: number) => Utterance,
  ): Promise<HeardSoFar> {
    this.#dueFrame = endFrame + this.engines.student.hop.chunkFrames;
    const { spoken, lastVoicedFrame } = await this.#voice.hear(endFrame, frames);
    this.#spoken = spoken;
    if (!spoken) {
      const evidence = { lastWordFrame: undefined, lastVoicedFrame, seenFrame: endFrame };
      return { shown: [], endFrame, evidence };
    }
    if (this.engines.soleWriter !== undefined) {
      // The voice stands for words: nobody listens for them here.
      const lastWordFrame = lastVoicedFrame ?? endFrame;
      return { shown: [], endFrame, evidence: { lastWordFrame, lastVoicedFrame, seenFrame: endFrame } };
    }
    const heard = await ear.hear(this.startFrame, endFrame, frames);
    this.#dueFrame = heard.dueFrame;
    this.#text = await this.#writer.write(heard);
    const { words } = this.#text;
    const last = words.at(-1);
    const lastWordFrame = last && Math.round(last.endMs / HOP_MS);
    return {
      shown: withoutLateMarks(this.#agreed.add(words, heard.endFrame * HOP_MS)),
      endFrame: heard.endFrame,
      evidence: { lastWordFrame, lastVoicedFrame, seenFrame: heard.endFrame },
    };
  }

  /**
   * Text of the whole utterance as it was streamed. Never rejects.
   *
   * @param audio of frames [startFrame, endFrame).
   */
  async finish(ear: StreamEar, endFrame: number, { data, samples }: Utterance): Promise<Streamed> {
    const { startFrame } = this;
    // The stream may have dropped its frames by the time that the ear comes to them.
    const frames = (from: number, to: number): Utterance => ({
      frames: to - from,
      data: data.subarray((from - startFrame) * MEL_BINS, (to - startFrame) * MEL_BINS),
      samples: samples.subarray((from - startFrame) * HOP_SAMPLES, (to - startFrame) * HOP_SAMPLES),
    });
    try {
      const { spoken } = await this.#voice.hear(endFrame, frames);
      if (!spoken) return { text: this.#noText(), voiceless: true };
      if (this.engines.soleWriter !== undefined) return { text: this.#noText() };
      return { text: await this.#writer.write(await ear.finish(startFrame, endFrame, frames)) };
    } catch (error) {
      return { text: this.#text, error };
    }
  }

  #noText(): UtteranceText {
    return { text: '', words: [], engine: this.engines.student.id };
  }
}
