import { expose } from 'comlink';
import { ModelLibrary } from '../src/model-store/model-library';

/** The first message says where the models are; all others are calls. */
addEventListener(
  'message',
  ({ data }: MessageEvent<{ readonly modelsUrl: string }>) => {
    expose(new ModelLibrary(data.modelsUrl));
  },
  { once: true },
);
