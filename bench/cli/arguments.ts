import { parseArgs } from 'node:util';
import type { ProviderChoice, StreamSettings, TranscribePath } from '../../src/contract/recognizer-api';

export const PROVIDERS = ['auto', 'webgpu', 'wasm'] as const satisfies readonly ProviderChoice[];
export const PATHS = ['stream', 'file'] as const satisfies readonly TranscribePath[];
export const FORMATS = ['json', 'txt', 'txt-times', 'srt', 'vtt', 'vtt-words', 'csv'] as const;

export const TEXTS = ['final', 'captions'] as const satisfies readonly StreamSettings['text'][];
export const MEMORIES = ['keep', 'forget'] as const satisfies readonly StreamSettings['memory'][];

export type Format = (typeof FORMATS)[number];

export interface TranscribeArguments {
  readonly provider: ProviderChoice;
  readonly path: TranscribePath;
  readonly secondLook: boolean;
  readonly format: Format;
  readonly text: (typeof TEXTS)[number];
  readonly memory: (typeof MEMORIES)[number];
  /** Student to use; the app's default where absent. */
  readonly model?: string;
  /** Model that takes the second look; the app's default where absent. */
  readonly secondLookModel?: string;
  /** What is spoken: BCP 47 or 'auto'. */
  readonly language?: string;
  readonly translate?: boolean;
  /** Text file of names and terms to listen for, one a line. */
  readonly words?: string;
  /** As given on the command line. */
  readonly files: readonly string[];
}

/** The command line was wrong: usage goes to stderr, exit code 2. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run transcribe -- [options] FILE...

Transcribes audio and video files through the app itself, in a headless Chromium on this machine.
Prints one line of JSON for each file as it is done (-s after "npm run" hides npm's own banner).

  --provider auto|webgpu|wasm   where the student runs (auto)
  --path stream|file            as live captions from a microphone, or as a dropped file (file)
  --second-look on|off          let the second engine rewrite each finished utterance (on)
  --text final|captions         on the stream path: the text as it ends up, or as it was streamed while the speaker
                                was heard, which no second look rewrites (final)
  --memory keep|forget          on the stream path: forget begins each utterance as if nothing had been heard (keep)
  --format json|txt|txt-times|srt|vtt|vtt-words|csv
                                what to print (json)
  --model ID                    another student (the app's default)
  --second-look-model ID        another model for the final text, such as whisper-base (the app's default)
  --language CODE               what is spoken, such as de, or auto; for models that know it (en)
  --translate                   write English, whatever is spoken
  --words FILE                  names and terms to listen for, one a line: "name" or "name = how it sounds"
  --help                        this text

Exit code: 0 all transcribed, 1 some failed (one line of JSON with "error" for each), 2 wrong usage.
`;

const OPTIONS = {
  provider: { type: 'string', default: 'auto' },
  path: { type: 'string', default: 'file' },
  'second-look': { type: 'string', default: 'on' },
  format: { type: 'string', default: 'json' },
  text: { type: 'string', default: 'final' },
  memory: { type: 'string', default: 'keep' },
  model: { type: 'string' },
  'second-look-model': { type: 'string' },
  language: { type: 'string' },
  translate: { type: 'boolean' },
  words: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined)
    throw new UsageError(`--${option} is "${value}"; it must be ${allowed.join(', ')}.`);
  return found;
}

function split(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads the command line (without node and the script).
 * @returns what to do, or 'help' where the usage text was asked for.
 * @throws UsageError for an unknown option, a value out of its range or no file.
 */
export function parseArguments(argv: readonly string[]): TranscribeArguments | 'help' {
  const { values, positionals } = split(argv);
  if (values.help) return 'help';
  if (positionals.length === 0) throw new UsageError('Name at least one file.');
  if (values.model === '') throw new UsageError('--model is empty; it must be the id of a model.');
  const path = oneOf('path', values.path, PATHS);
  const text = oneOf('text', values.text, TEXTS);
  const memory = oneOf('memory', values.memory, MEMORIES);
  if (path === 'file' && (text !== 'final' || memory !== 'keep'))
    throw new UsageError('--text captions and --memory forget go with --path stream.');
  return {
    provider: oneOf('provider', values.provider, PROVIDERS),
    path,
    // Nothing would be left for it to rewrite.
    secondLook: oneOf('second-look', values['second-look'], ['on', 'off']) === 'on' && text === 'final',
    format: oneOf('format', values.format, FORMATS),
    text,
    memory,
    ...(values.model === undefined ? {} : { model: values.model }),
    ...(values['second-look-model'] === undefined ? {} : { secondLookModel: values['second-look-model'] }),
    ...(values.language === undefined ? {} : { language: values.language }),
    ...(values.translate === undefined ? {} : { translate: values.translate }),
    ...(values.words === undefined ? {} : { words: values.words }),
    files: positionals,
  };
}
