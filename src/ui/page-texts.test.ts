import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../contract/errors';
import { setLanguage } from '../i18n/language';
import { countsText } from './file-queue-panel';
import { noticesFor, type NoticeDeps, type PageFacts } from './notices';
import type { Intents, ModelsShown, PageState } from './page-state';
import { downloadText, fileText } from './progress-panels';
import { providerNote, refusedReasons } from './settings-dialog';
import { studentNote } from './student-settings';
import { downloadNote, engineText, statusText } from './status-text';

const MODELS: ModelsShown = {
  student: { id: 'student-v0', name: 'Student', bytes: 11_800_000, precisions: ['int8'] },
  secondLook: { id: 'moonshine-tiny', name: 'Moonshine tiny', bytes: 43_700_000, precisions: [] },
  writers: [
    { id: 'moonshine-tiny', name: 'Moonshine tiny', bytes: 43_700_000, languages: ['en'] },
    { id: 'whisper-base', name: 'Whisper base', bytes: 77_000_000, languages: ['en', 'de', 'fr'] },
  ],
};

const IDLE: PageState = {
  activity: { kind: 'idle' },
  engine: { kind: 'absent' },
  secondLook: { kind: 'loading' },
  providerChoice: 'auto',
  precisionChoice: 'auto',
  pace: 'balanced',
  writing: { model: null, spoken: null },
  behindMs: 0,
  ownStudent: { model: null, checking: false, failure: null, taken: null },
  modelsUnkept: false,
  sound: {
    choice: 'microphone',
    device: { id: '', label: '' },
    devices: [],
    inUse: '',
    check: 'off',
    checkFailure: null,
    speechHeard: false,
    findings: [],
    dismissed: [],
    news: null,
    lost: null,
    keep: false,
    keepFailure: null,
    keptChanges: 0,
  },
  downloads: [],
  queue: [],
  skippedFiles: 0,
  cancelledFiles: [],
  recovery: null,
};

const READY: PageState = {
  ...IDLE,
  engine: {
    kind: 'ready',
    model: 'student-v0',
    report: {
      provider: 'wasm',
      threads: 2,
      adapter: '',
      refused: [{ provider: 'webgpu', reason: 'no adapter was found' }],
      goldenError: 0,
    },
  },
  secondLook: { kind: 'ready', model: 'moonshine-tiny' },
};

const NO_FACTS: PageFacts = {
  undoAvailable: false,
  update: 'none',
  unopened: null,
  modelsEvicted: false,
  transcriptUnkept: false,
  unfinished: [],
  unfinishedFiles: [],
};

function deps(): { deps: NoticeDeps; calls: string[] } {
  const calls: string[] = [];
  const intents = new Proxy({} as Intents, {
    get:
      (_, name) =>
      (...args: unknown[]) =>
        calls.push([String(name), ...args].join(' ')),
  });
  const note = (name: string) => () => {
    calls.push(name);
  };
  return {
    deps: {
      intents,
      openFilePicker: note('openFilePicker'),
      openSound: note('openSound'),
      reloadPage: note('reloadPage'),
    },
    calls,
  };
}

describe('a student of one’s own', () => {
  const own = { id: 'own', name: 'My student', bytes: 11_800_000, precisions: [] };

  it('is named where it is in use', () => {
    expect(studentNote({ model: null, checking: false, failure: null, taken: null }, MODELS)).toBe(
      'In use: Student of this site.',
    );
    expect(studentNote({ model: own, checking: false, failure: null, taken: null }, MODELS)).toBe(
      'In use: My student, added here (12 MB).',
    );
  });

  it('that is refused is told with its reason, until that is dismissed', () => {
    const failure = { code: 'model-refused', message: 'The folder lacks tokens.json.' } as const;
    const state = { ...READY, ownStudent: { model: null, checking: false, failure, taken: null } };
    const { deps: noticeDeps, calls } = deps();
    const [notice] = noticesFor(state, NO_FACTS, noticeDeps);
    expect(notice?.advice).toContain('the details say what is wrong');
    expect(notice?.reason).toBe('The folder lacks tokens.json.');
    notice?.actions[0]?.run();
    expect(calls).toEqual(['dismissStudentFailure']);
  });
});

describe('engineText', () => {
  it('says how many bits the student has, where there is a choice', () => {
    const report = { provider: 'wasm', threads: 1, adapter: '', refused: [], goldenError: 0 } as const;
    const engine = { kind: 'ready', model: 'student-v0', report: { ...report, precision: 'int4' } } as const;
    const state: PageState = { ...READY, engine, secondLook: { kind: 'off' } };
    expect(engineText(state, MODELS)).toBe('Student on WASM, 1 thread, 4 bits · second look off');
  });

  it('says which models run, and on what', () => {
    expect(engineText(READY, MODELS)).toBe('Student on WASM, 2 threads · second look: Moonshine tiny');
    expect(engineText({ ...READY, secondLook: { kind: 'off' } }, null)).toBe(
      'student-v0 on WASM, 2 threads · second look off',
    );
    expect(engineText(IDLE, MODELS)).toBe('');
  });
});

describe('providerNote', () => {
  it('says why a provider was not used', () => {
    expect(providerNote(READY)).toBe('Chosen: WASM, 2 threads. WebGPU cannot be used here.');
    expect(refusedReasons(READY)).toBe('WebGPU: no adapter was found.');
  });

  it('says the usual reasons in the language of the page', () => {
    const report = {
      provider: 'wasm',
      threads: 2,
      adapter: '',
      refused: [{ provider: 'webgpu', code: 'no-adapter', reason: 'in English' }],
      goldenError: 0,
    } as const;
    setLanguage('zh');
    const note = providerNote({ ...READY, engine: { kind: 'ready', model: 'student-v0', report } });
    setLanguage('en');
    expect(note).toContain('WebGPU 没有找到显卡');
    expect(note).not.toContain('in English');
  });
});

describe('downloadNote', () => {
  it('says before the first use what is downloaded', () => {
    expect(downloadNote(IDLE, MODELS)).toContain('12 MB, then 44 MB more');
    expect(downloadNote({ ...IDLE, secondLook: { kind: 'off' } }, MODELS)).not.toContain('44 MB');
    expect(downloadNote(READY, MODELS)).toBe('');
  });
});

describe('progress', () => {
  it('says bytes and percent of a download', () => {
    expect(downloadText({ model: 'm', receivedBytes: 5_200_000, totalBytes: 11_800_000 })).toBe(
      '5.2 of 12 MB, 44%',
    );
  });

  it('says percent, place and time left of a file', () => {
    const activity = {
      kind: 'transcribing',
      fileName: 'a.wav',
      fromMs: 0,
      doneMs: 62_000,
      totalMs: 144_000,
      remainingMs: 18_000,
      cancelling: false,
    } as const;
    expect(fileText(activity)).toBe('43%, at 1:02 of 2:24, about 20 seconds left');
    expect(statusText({ ...READY, activity })).toBe('Transcribing');
  });
});

describe('noticesFor', () => {
  it.each(ERROR_CODES)('shows %s and runs its way on', (code) => {
    const { deps: given, calls } = deps();
    const failure = { code, message: '' };
    const state: PageState = { ...READY, activity: { kind: 'failed', failure, during: 'listen' } };
    const [notice] = noticesFor(state, NO_FACTS, given);
    expect(notice?.tone).toBe('error');
    for (const action of notice?.actions ?? []) action.run();
    expect(calls).toContain('dismissFailure');
  });

  it('does not offer WASM as the way out of WASM', () => {
    const { deps: given, calls } = deps();
    const failure = { code: 'provider-failed', message: '' } as const;
    const state: PageState = {
      ...READY,
      providerChoice: 'wasm',
      activity: { kind: 'failed', failure, during: 'load' },
    };
    noticesFor(state, NO_FACTS, given)[0]?.actions[0]?.run();
    expect(calls).toEqual(['dismissFailure', 'retryLoad']);
  });

  it('warns of silence only while it lasts', () => {
    const { deps: given } = deps();
    const listening = (silent: boolean): PageState => ({
      ...READY,
      activity: { kind: 'listening', sinceMs: 0, silent },
    });
    expect(noticesFor(listening(true), NO_FACTS, given).map((notice) => notice.key)).toEqual(['silent']);
    expect(noticesFor(listening(false), NO_FACTS, given)).toEqual([]);
  });

  it('says that captions are late, and what can be done less', () => {
    const { deps: given, calls } = deps();
    const late: PageState = { ...READY, behindMs: 2600, secondLook: { kind: 'ready', model: 'm' } };
    const [notice] = noticesFor(late, NO_FACTS, given);
    expect(notice?.title).toBe('Captions are 3 seconds behind.');
    for (const action of notice?.actions ?? []) action.run();
    expect(calls).toEqual(['setSecondLook false', 'dismissOverload']);
    const least = noticesFor({ ...late, secondLook: { kind: 'off' } }, NO_FACTS, given)[0];
    expect(least?.actions).toHaveLength(1);
  });

  it('names files that were left undone, and counts the others', () => {
    const { deps: given } = deps();
    const unfinishedFiles = ['1.wav', '2.wav', '3.wav', '4.wav', '5.wav'];
    const [notice] = noticesFor(READY, { ...NO_FACTS, unfinishedFiles }, given);
    expect(notice?.title).toBe('5 files were not finished.');
    expect(notice?.advice).toBe('1.wav, 2.wav, 3.wav, and 2 more.');
  });

  it('counts the files of the queue by what they wait for', () => {
    const failure = { code: 'file-empty', message: '' } as const;
    const states = [
      { kind: 'running' },
      { kind: 'waiting' },
      { kind: 'waiting' },
      { kind: 'failed', failure },
    ] as const;
    const queue = states.map((state, at) => ({
      id: String(at),
      name: `${String(at)}.wav`,
      doneMs: 0,
      totalMs: 0,
      state,
    }));
    expect(countsText(queue)).toBe('2 waiting, 1 failed. Next: 1.wav');
  });

  it('offers a new version, and says when it is waited for', () => {
    const { deps: given, calls } = deps();
    const [offer] = noticesFor(READY, { ...NO_FACTS, update: 'ready' }, given);
    expect(offer?.title).toBe('A new version is ready.');
    offer?.actions[0]?.run();
    expect(calls).toEqual(['applyUpdate']);
    const [awaited] = noticesFor(READY, { ...NO_FACTS, update: 'awaited' }, given);
    expect(awaited?.actions).toEqual([]);
  });

  it.each(['shared', 'opened'] as const)(
    'says what to do with a file that was %s and not taken',
    (unopened) => {
      const { deps: given, calls } = deps();
      const [notice] = noticesFor(READY, { ...NO_FACTS, unopened }, given);
      expect(notice?.tone).toBe('error');
      expect(notice?.advice).toContain('drop it on the page');
      notice?.actions[0]?.run();
      expect(calls).toEqual(['dismissUnopened']);
    },
  );

  it('offers to undo clearing', () => {
    const { deps: given, calls } = deps();
    noticesFor(READY, { ...NO_FACTS, undoAvailable: true }, given)[0]?.actions[0]?.run();
    expect(calls).toEqual(['undoClear']);
  });
});
