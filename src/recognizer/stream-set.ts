import { expose } from 'comlink';
import type { SourceKind } from '../contract/audio-source';
import type { FrameSink } from '../contract/capture-messages';
import type { RecognizerEvent, RecognizerListener } from '../contract/recognizer-api';
import { AdaptingStream, type AdaptiveEngines } from './adapting-stream';
import type { StreamOptions } from './stream-recognizer';

interface OpenStream {
  readonly stream: AdaptingStream;
  readonly port: MessagePort;
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

  /** Takes frames from this port from now on; texts are marked with the source where there is one. */
  add(port: MessagePort, source?: SourceKind): void {
    const { engines, emit } = this.options;
    const stream = new AdaptingStream({
      ...this.options,
      engines: this.#shared(engines, () => opened),
      emit: source === undefined ? emit : marking(emit, source),
    });
    const opened: OpenStream = { stream, port, snrDb: undefined };
    const sink: FrameSink = {
      push: (batch) => stream.push(batch),
      end: () => {
        // Its final text may take a while: the source need not wait for it, end() does.
        void stream.end();
        return Promise.resolve();
      },
    };
    expose(sink, port);
    this.#streams.push(opened);
  }

  /** Resolves after the last final text of every stream was sent. Safe to call twice. */
  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    await Promise.all(this.#streams.map(({ stream }) => stream.end()));
    for (const { port } of this.#streams) port.close();
  }

  /** The student may change only where no stream is in the middle of an utterance, and must serve the noisiest. */
  #shared(engines: AdaptiveEngines, self: () => OpenStream): AdaptiveEngines {
    const streams = this.#streams;
    return {
      get student() {
        return engines.student;
      },
      words: engines.words,
      secondLook: engines.secondLook,
      noteSnr: (snrDb) => {
        self().snrDb = snrDb;
        engines.noteSnr(Math.min(...streams.map((item) => item.snrDb ?? snrDb)));
      },
      swapStudent: () => {
        if (streams.every(({ stream }) => stream.idle)) engines.swapStudent();
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
  return event;
}
