import { expose } from 'comlink';
import { SoundPeaks } from '../src/media/sound-peaks';

expose(new SoundPeaks());
