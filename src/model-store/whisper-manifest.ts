import type { WhisperManifest } from '../contract/model-manifest';
import type { JsonShape } from './json-shape';

/** The part of a manifest that is Whisper's own. Throws 'model-corrupt'. */
export function whisperFields(shape: JsonShape): Pick<WhisperManifest, 'window' | 'decoder'> {
  const window = shape.object('window');
  const frames = {
    minFrames: window.count('minFrames'),
    maxFrames: window.count('maxFrames'),
    paddingFrames: window.count('paddingFrames', 0),
  };
  if (frames.minFrames > frames.maxFrames) throw window.reject('minFrames is above maxFrames');
  const decoder = shape.object('decoder');
  const prompt = decoder.counts('prompt');
  if (prompt.length === 0) throw decoder.reject('the prompt is empty');
  return {
    window: frames,
    decoder: {
      layers: decoder.count('layers'),
      heads: decoder.count('heads'),
      headSize: decoder.count('headSize'),
      alignmentHeads: decoder.count('alignmentHeads'),
      prompt,
      endId: decoder.count('endId', 0),
      maxTokens: decoder.count('maxTokens'),
      maxTokensPerSecond: decoder.number('maxTokensPerSecond'),
      suppressed: decoder.counts('suppressed'),
      suppressedFirst: decoder.counts('suppressedFirst'),
    },
  };
}
