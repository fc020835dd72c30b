import { MEL_BINS } from '../../src/features/audio-format';
import type { Hypothesis, Utterance, UtteranceEngine } from '../../src/recognizer/acoustic-model';
import type { InputTensor, TensorRunner } from '../../src/recognizer/onnx-session';
import { loopCut } from '../../src/recognizer/token-loop';

/** 30 s: Whisper pads every clip to it. */
const WINDOW_FRAMES = 3000;
const SILENT_LOG_MEL = -10;
const DYNAMIC_RANGE = 8;
const MAX_TOKENS = 220;

/** whisper.json of training/scripts/export_whisper.py. */
export interface WhisperDecoding {
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
  /** Byte-level pieces by token. */
  readonly pieces: readonly string[];
  readonly prompt: readonly number[];
  readonly end: number;
  readonly suppressed: readonly number[];
  /** Not chosen as the first token. */
  readonly suppressedFirst: readonly number[];
}

type Tensors = Record<string, InputTensor>;

/** Whisper (Radford et al. 2022), greedy and without time stamps. Its words carry no confidence: 1 throughout. */
export class WhisperEngine implements UtteranceEngine {
  readonly maxSeconds = 30;

  constructor(
    readonly id: string,
    private readonly decoding: WhisperDecoding,
    private readonly encoder: TensorRunner,
    private readonly decoder: TensorRunner,
  ) {}

  async transcribe({ frames, data }: Utterance): Promise<Hypothesis> {
    const logMel = normalised(data.subarray(0, frames * MEL_BINS));
    const cross = await this.runNamed(
      this.encoder,
      { log_mel: { data: logMel, dims: [1, WINDOW_FRAMES, MEL_BINS] } },
      this.cacheNames('cross'),
    );
    const text = this.textOf(await this.decode(cross));
    return { text, words: text.split(' ').map((word) => ({ word, confidence: 1 })) };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.encoder.dispose(), this.decoder.dispose()]);
  }

  private async decode(cross: Tensors): Promise<number[]> {
    const { prompt, end, heads, headSize, suppressed, suppressedFirst } = this.decoding;
    const empty = { data: new Float32Array(), dims: [1, heads, 0, headSize] };
    let past: Tensors = Object.fromEntries(this.cacheNames('past').map((name) => [name, empty]));
    const tokens: number[] = [];
    while (tokens.length < MAX_TOKENS) {
      const fed = tokens.length === 0 ? prompt : tokens.slice(-1);
      let logits = new Float32Array();
      for (const token of fed) {
        const output = await this.runNamed(
          this.decoder,
          { token: { data: BigInt64Array.of(BigInt(token)), dims: [1, 1] }, ...cross, ...past },
          ['logits', ...this.cacheNames('present')],
        );
        const { logits: scores, ...present } = output;
        logits = scores?.data as Float32Array<ArrayBuffer>;
        past = Object.fromEntries(
          Object.entries(present).map(([name, value]) => [name.replace('present', 'past'), value]),
        );
      }
      for (const token of tokens.length === 0 ? [...suppressed, ...suppressedFirst] : suppressed) {
        logits[token] = -Infinity;
      }
      const token = logits.indexOf(logits.reduce((most, score) => Math.max(most, score), -Infinity));
      if (token === end) break;
      tokens.push(token);
      const cut = loopCut(tokens);
      if (cut !== undefined) return tokens.slice(0, cut);
    }
    return tokens;
  }

  private cacheNames(stem: string): string[] {
    return Array.from({ length: this.decoding.layers }, (_, layer) => [
      `${stem}.${layer}.key`,
      `${stem}.${layer}.value`,
    ]).flat();
  }

  private async runNamed(runner: TensorRunner, inputs: Tensors, outputs: string[]): Promise<Tensors> {
    const results = await runner.run(inputs, outputs);
    return Object.fromEntries(results.map((result, at) => [outputs[at] ?? '', result]));
  }

  private textOf(tokens: readonly number[]): string {
    const characters = tokens
      .map((token) => this.decoding.pieces[token] ?? '')
      .filter((piece) => !piece.startsWith('<|'))
      .join('');
    const bytes = Array.from(characters, (character) => BYTE_OF.get(character) ?? 0);
    return new TextDecoder().decode(Uint8Array.from(bytes)).trim();
  }
}

/** Whisper's own normalisation, by the clip's maximum, over the window. */
function normalised(logMel: Float32Array): Float32Array {
  const padded = new Float32Array(WINDOW_FRAMES * MEL_BINS).fill(SILENT_LOG_MEL);
  padded.set(logMel);
  const floor = padded.reduce((most, value) => Math.max(most, value)) - DYNAMIC_RANGE;
  return padded.map((value) => (Math.max(value, floor) + 4) / 4);
}

/** GPT-2's printable stand-in of each byte, reversed. */
const BYTE_OF = new Map<string, number>();
const isPrintable = (byte: number) =>
  (byte > 32 && byte < 127) || (byte > 160 && byte < 173) || (byte > 173 && byte < 256);
let standIn = 256;
for (let byte = 0; byte < 256; byte++) {
  BYTE_OF.set(String.fromCharCode(isPrintable(byte) ? byte : standIn++), byte);
}
