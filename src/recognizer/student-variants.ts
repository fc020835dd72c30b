import type { ModelFile, ModelManifest, Precision, Provider } from '../contract/model-manifest';
import type { PrecisionChoice } from '../contract/recognizer-api';
import { serves } from '../model-store/chosen-files';
import { chooseVariant, type Situation } from './choose-variant';

/** What is loaded of a folder that says nothing of its variants. */
const PLAIN: Precision = 'int8';

/** Of one model: which variant to load, and which files that means. */
export class StudentVariants {
  constructor(
    private readonly manifest: ModelManifest,
    private readonly choice: PrecisionChoice,
    private readonly frugal: boolean,
  ) {}

  /**
   * The person's choice where it runs here, else the rule's.
   *
   * @returns undefined where the manifest offers no choice.
   */
  choose(situation: Omit<Situation, 'frugal'>): Precision | undefined {
    const variants = this.manifest.kind === 'ctc-log-mel' ? (this.manifest.variants ?? []) : [];
    const forced = variants.filter(({ precision }) => precision === this.choice);
    const whole = { ...situation, frugal: this.frugal };
    return (chooseVariant(forced, whole) ?? chooseVariant(variants, whole))?.precision;
  }

  /** Whether this is a file of that variant; of words and what pronounces more of them, which come behind the student, never. */
  static has(file: ModelFile, provider: Provider, precision: Precision | undefined): boolean {
    return (
      file.role !== 'words' &&
      file.role !== 'pronouncer' &&
      serves(file, provider) &&
      (file.precision ?? precision ?? PLAIN) === (precision ?? PLAIN)
    );
  }
}
