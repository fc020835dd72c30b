import { expose } from 'comlink';
import type { SourceKind } from '../contract/audio-source';
import type { RecognizerEvent, RecognizerListener, StreamStart } from '../contract/recognizer-api';
import { AdaptingStream, type AdaptiveEngines } from './adapting-stream';
import { LiveInlet, type InletStream } from './live-inlet';
import { RecordedStream } from './recorded-stream';
import type { StreamOptions } from './stream-recognizer';

interface OpenStream {
  readonly source: SourceKind | undefined;
  readonly inlet: LiveInlet;
  /** Where its frames come from. */
  port: MessagePort | undefined;
  /** Of what it heard last; undefined until known. */
  snrDb: number | undefined;
}

/** The streams of one session, a source each: they share the engines, and each has utterances of its own. */
export class StreamSet {
  readonly #streams: OpenStream[] = [];
  #ended: Promise<void> | undefined;

  constructor(
    private readonly options: Omit<StreamOptions, 'engines'> & { readonly engines: AdaptiveEngines },
  ) {}

  /** Its end was asked for: it takes no more streams. */
  get ending(): boolean {
    return this.#ended !== undefined;
  }

  /** Takes frames from this port from now on: for a new stream, or for the one of this source that goes on. */
  add(port: MessagePort, { source, continues = false, keepSound = false }: StreamStart): void {
    const known = continues ? this.#streams.find((stream) => stream.source === source) : undefined;
    const stream = known ?? this.#open(source, keepSound);
    stream.port?.close();
    stream.port = port;
    expose(stream.inlet.sink(), port);
  }

  /** Resolves after the last final text of every stream was sent. Safe to call twice. */
  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    await Promise.all(this.#streams.map(({ inlet }) => inlet.end()));
    for (const { port } of this.#streams) port?.close();
  }

  /** Texts are marked with the source where there is one. */
  #open(source: SourceKind | undefined, keepSound: boolean): OpenStream {
    const { emit } = this.options;
    const engines = this.#shared(() => opened);
    const open = (listener: RecognizerListener): InletStream => {
      const stream = new AdaptingStream({ ...this.options, engines, emit: listener });
      return keepSound ? new RecordedStream(stream, listener) : stream;
    };
    const inlet = new LiveInlet(open, source === undefined ? emit : marking(emit, source));
    const opened: OpenStream = { source, inlet, port: undefined, snrDb: undefined };
    this.#streams.push(opened);
    return opened;
  }

  /** The student may change only where no stream is in the middle of an utterance, and must serve the noisiest. */
  #shared(self: () => OpenStream): AdaptiveEngines {
    const { engines } = this.options;
    const streams = this.#streams;
    return {
      get student() {
        return engines.student;
      },
      words: engines.words,
      voice: engines.voice,
      secondLook: engines.secondLook,
      soleWriter: engines.soleWriter,
      noteSnr: (snrDb) => {
        self().snrDb = snrDb;
        engines.noteSnr(Math.min(...streams.map((item) => item.snrDb ?? snrDb)));
      },
      swapStudent: () => {
        if (streams.every(({ inlet }) => inlet.idle)) engines.swapStudent();
      },
    };
  }
}

function marking(emit: RecognizerListener, source: SourceKind): RecognizerListener {
  return (event) => {
    emit(marked(event, source));
  };
}

function marked(event: RecognizerEvent, source: SourceKind): RecognizerEvent {
  if (event.type === 'partial') return { ...event, partial: { ...event.partial, source } };
  if (event.type === 'final') return { ...event, segment: { ...event.segment, source } };
  if (event.type === 'sound') return { ...event, piece: { ...event.piece, source } };
  return event;
}
