import { createLoadedModel, type LoadedModel } from '../../src/model-store/loaded-model';
import type { ModelManifest } from '../../src/contract/model-manifest';
import type { UtteranceEngine } from '../../src/recognizer/acoustic-model';
import { loadSecondLook, loadStudent, loadWords } from '../../src/recognizer/engines';
import { hear, place } from '../../src/recognizer/utterance-text';

/** An engine with what a browser has to fetch for it. */
export interface OpenedEngine {
  readonly engine: UtteranceEngine;
  readonly bytes: number;
}

/** Ways to open an engine, by its id. */
export const OPENERS: Readonly<Record<string, () => Promise<OpenedEngine>>> = {
  'student-v0': openStudent,
  'moonshine-tiny': () => openWriter('moonshine-tiny'),
  'whisper-tiny.en': () => openWriter('whisper-tiny.en'),
  'whisper-base': () => openWriter('whisper-base'),
};

/** The student alone: hearing, speller and word search over the whole utterance, as the file path has it. */
async function openStudent(): Promise<OpenedEngine> {
  const { files, bytes } = await loadFiles('/models/student-v0');
  const { model } = await loadStudent(files, 'wasm');
  const vocabulary = loadWords(files);
  const engine: UtteranceEngine = {
    id: model.id,
    maxSeconds: 30,
    transcribe: (utterance) => hear({ student: model, words: () => vocabulary }, place(0, utterance, 0)),
    dispose: () => model.dispose(),
  };
  return { engine, bytes };
}

async function openWriter(id: string): Promise<OpenedEngine> {
  const { files, bytes } = await loadFiles(`/models/${id}`);
  return { engine: await loadSecondLook(files), bytes };
}

/** All files of a model folder but those for WebGPU alone. */
async function loadFiles(folder: string): Promise<{ files: LoadedModel; bytes: number }> {
  const manifest = (await (await fetchOk(`${folder}/manifest.json`)).json()) as ModelManifest;
  const wanted = manifest.files.filter(({ provider }) => provider !== 'webgpu');
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { path } of wanted) contents.set(path, await bytesOf(`${folder}/${path}`));
  return {
    files: createLoadedModel(manifest, contents),
    bytes: wanted.reduce((sum, file) => sum + file.bytes, 0),
  };
}

async function bytesOf(url: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await fetchOk(url)).arrayBuffer());
}

async function fetchOk(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${String(response.status)}`);
  return response;
}
