import type { ModelFile } from '../contract/model-manifest';

/**
 * Names of what is kept of a file. It is kept in parts, each under a key that says where it begins and how long it is,
 * so that a look at the keys tells how much of a broken download is here. Once all are here and their SHA-256 is right,
 * a mark is set. Names hold the hash: a file that changes is another file.
 */
export interface FilePart {
  readonly key: string;
  readonly startBytes: number;
  readonly bytes: number;
}

export type FileIdentity = Pick<ModelFile, 'path' | 'sha256' | 'bytes'>;

export function markKey(modelId: string, file: FileIdentity): string {
  return `file:${nameOf(modelId, file)}`;
}

export function partKey(modelId: string, file: FileIdentity, startBytes: number, bytes: number): string {
  return `${partPrefix(modelId, file)}${String(startBytes)}+${String(bytes)}`;
}

/** Every key of a file among these. */
export function keysOf(modelId: string, file: FileIdentity, keys: readonly string[]): string[] {
  const mark = markKey(modelId, file);
  const prefix = partPrefix(modelId, file);
  return keys.filter((key) => key === mark || key.startsWith(prefix));
}

/** Keys of all files of a model, whatever their version. */
export function fileKeysOfModel(modelId: string, keys: readonly string[]): string[] {
  return keys.filter((key) => key.startsWith(`file:${modelId}/`) || key.startsWith(`part:${modelId}/`));
}

/** The parts of a file from its beginning on, as far as they join. */
export function joinedParts(modelId: string, file: FileIdentity, keys: readonly string[]): FilePart[] {
  const prefix = partPrefix(modelId, file);
  const byStart = new Map<number, FilePart>();
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const [startBytes = NaN, bytes = NaN] = key.slice(prefix.length).split('+').map(Number);
    byStart.set(startBytes, { key, startBytes, bytes });
  }
  const joined: FilePart[] = [];
  let endBytes = 0;
  for (let part = byStart.get(0); part !== undefined && part.bytes > 0; part = byStart.get(endBytes)) {
    joined.push(part);
    endBytes += part.bytes;
  }
  return joined;
}

/** Of a part, told by its key; 0 of other keys. */
export function partBytesOf(key: string): number {
  return key.startsWith('part:') ? Number(key.slice(key.lastIndexOf('+') + 1)) : 0;
}

/** How much of a file is here, told by the keys alone. */
export function keptBytesOf(modelId: string, file: FileIdentity, keys: ReadonlySet<string>): number {
  if (keys.has(markKey(modelId, file))) return file.bytes;
  return joinedParts(modelId, file, [...keys]).reduce((sum, { bytes }) => sum + bytes, 0);
}

function nameOf(modelId: string, { path, sha256 }: FileIdentity): string {
  return `${modelId}/${path}#${sha256}`;
}

function partPrefix(modelId: string, file: FileIdentity): string {
  return `part:${nameOf(modelId, file)}@`;
}
