import { expose } from 'comlink';
import { BROWSER_PARTS } from '../src/recognizer/browser-parts';
import { Recognizer } from '../src/recognizer/recognizer';

expose(new Recognizer(BROWSER_PARTS));
