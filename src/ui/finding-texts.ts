import type { SoundFinding } from '../contract/audio-source';
import { texts } from '../i18n/language';

export interface FindingText {
  readonly title: string;
  readonly advice: string;
  /** Costs words, so it is told without being asked. */
  readonly isProblem: boolean;
}

/** What a finding is called, and what to do about it, in the language of now. */
export function findingText(finding: SoundFinding): FindingText {
  const words = texts().sound.findings;
  switch (finding.kind) {
    case 'no-signal':
      return { title: words.noSignal, advice: words.noSignalAdvice, isProblem: true };
    case 'too-quiet':
      return { title: words.tooQuiet(finding.speechDb), advice: words.tooQuietAdvice, isProblem: true };
    case 'clipping':
      return { title: words.clipping, advice: words.clippingAdvice, isProblem: true };
    case 'narrow-band':
      return finding.upToHz === 3500
        ? { title: words.telephone, advice: words.telephoneAdvice, isProblem: true }
        : { title: words.wideBand, advice: words.wideBandAdvice, isProblem: false };
    case 'empty-channel': {
      const title = finding.empty === 'left' ? words.leftEmpty : words.rightEmpty;
      return { title, advice: words.emptyAdvice, isProblem: false };
    }
    default:
      return unreachable(finding);
  }
}

function unreachable(finding: never): never {
  throw new Error(`unknown finding: ${JSON.stringify(finding)}`);
}
