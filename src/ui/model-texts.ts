import { LANGUAGE_TAGS, language, texts } from '../i18n/language';
import { percent } from './format';
import type { ModelOfferShown, ModelRowShown } from './models-state';
import { errorMessage } from './error-messages';
import { sizeText } from './session-texts';

/** More languages than these are counted, not named. */
const MOST_NAMED = 3;

/** `Live captions · 19 MB · English · MIT`. */
export function factsOf({ model }: ModelRowShown): string {
  const words = texts().models;
  const roles = model.roles.map((role) => words.roles[role]).join(texts().notices.separator);
  const facts = [roles, sizeText(model.bytes)];
  // A voice is a voice in any language.
  if (!model.roles.includes('voice')) facts.push(languagesText(model.languages));
  facts.push(model.licence);
  if (model.origin === 'own') facts.push(words.given);
  return facts.filter((fact) => fact !== '').join(' · ');
}

/** `77 MB · 99 languages · MIT · from models.example.org`. */
export function offerFacts({ manifest, bytes, folderUrl }: ModelOfferShown): string {
  const { languages, licence } = manifest;
  const { host } = new URL(folderUrl);
  return [sizeText(bytes), languagesText(languages), licence, texts().modelAddress.from(host)].join(' · ');
}

/** What was measured, and what a device needs: `4.1 % of words wrong (clear read English, 300 utterances) · faster with WebGPU`. */
export function worthOf({ model }: ModelRowShown): string {
  const words = texts().models;
  const { memoryMB, webgpu } = model.needs;
  return [
    ...model.wer.map(({ percent: wrong, set, utterances }) =>
      words.wer(wrong.toFixed(1), words.sets[set] ?? set, String(utterances)),
    ),
    ...(memoryMB === undefined ? [] : [words.memory(String(memoryMB))]),
    ...(webgpu === undefined ? [] : [words.webgpu[webgpu]]),
  ].join(' · ');
}

/** Where it stands, in sentences. */
export function standOf(row: ModelRowShown, others: readonly ModelRowShown[]): string {
  const sentences = [workText(row, others), shelfText(row)].filter((sentence) => sentence !== '');
  return sentences.join(language() === 'zh' ? '' : ' ');
}

function workText(
  { work, totalBytes, keptBytes, model }: ModelRowShown,
  others: readonly ModelRowShown[],
): string {
  const words = texts().models;
  switch (work.kind) {
    case 'none':
      return '';
    case 'waiting':
      return words.waiting;
    case 'installing':
    case 'verifying': {
      const share = percent(work.doneBytes, work.totalBytes);
      if (work.kind === 'verifying') return words.verifying(share);
      return work.elsewhere
        ? words.installingElsewhere(share)
        : words.installing(share, sizeText(work.doneBytes), sizeText(work.totalBytes));
    }
    case 'verified':
      return work.badFiles === 0 ? words.verified : words.damaged(work.badFiles);
    case 'failed': {
      if (work.failure.code !== 'storage-full') {
        const { title, advice } = errorMessage(work.failure.code);
        return texts().notices.together(title, advice);
      }
      const needed = sizeText(totalBytes - keptBytes);
      const room =
        work.freeBytes === null
          ? words.noRoomUnknown(needed)
          : words.noRoom(needed, sizeText(work.freeBytes));
      return texts().notices.together(
        room,
        deletableText(others.filter((other) => other.model.id !== model.id)),
      );
    }
  }
}

/** What would make room, the largest first. */
function deletableText(others: readonly ModelRowShown[]): string {
  const words = texts().models;
  const named = others
    .filter(({ usedBytes, inUse }) => usedBytes > 0 && !inUse)
    .sort((a, b) => b.usedBytes - a.usedBytes)
    .map(({ model, usedBytes }) => words.modelAndSize(model.name, sizeText(usedBytes)));
  return named.length === 0 ? words.nothingDeletable : words.deletable(named.join(texts().notices.separator));
}

function shelfText({
  version,
  newVersion,
  usedBytes,
  keptBytes,
  totalBytes,
  source,
  evicted,
  work,
}: ModelRowShown) {
  const words = texts().models;
  const busy = work.kind === 'installing' || work.kind === 'verifying';
  if (version !== undefined) {
    const here = words.installed(version, sizeText(usedBytes));
    return newVersion === undefined
      ? here
      : `${here}${language() === 'zh' ? '' : ' '}${words.newer(newVersion)}`;
  }
  if (busy) return '';
  if (source === 'missing') return '';
  if (keptBytes > 0) return words.partial(percent(keptBytes, totalBytes), sizeText(keptBytes));
  if (evicted) return words.evicted;
  return source === 'unknown' ? words.unknown : words.absent;
}

function languagesText(tags: readonly string[]): string {
  if (tags.length > MOST_NAMED) return texts().models.languages(tags.length);
  const names = new Intl.DisplayNames([LANGUAGE_TAGS[language()]], { type: 'language' });
  return tags.map((tag) => names.of(tag) ?? tag).join(texts().notices.separator);
}
