import type { ErrorCode } from '../../contract/errors';
import type { FailureTexts } from './failure-texts';
import * as file from './file-errors.ts';
import * as model from './model-errors.ts';
import * as source from './source-errors.ts';

/** A way on that the page can offer as a button. */
export type ErrorAction =
  'retry' | 'use-wasm' | 'choose-file' | 'reload-models' | 'turn-off-second-look' | 'reload-page';

interface ErrorTexts {
  readonly messages: FailureTexts<ErrorCode>;
  readonly actions: Readonly<Record<ErrorAction, string>>;
}

export const en: ErrorTexts = {
  messages: {
    ...source.en,
    ...file.en,
    ...model.en,
    cancelled: {
      title: 'Cancelled.',
      advice: 'What was transcribed up to there has been kept.',
    },
    'webgpu-unavailable': {
      title: 'WebGPU does not work here.',
      advice:
        'This browser or graphics card does not offer it. WASM runs on the processor and gives the same words.',
    },
    'provider-failed': {
      title: 'The models did not run correctly on this device.',
      advice: 'Results were checked and found wrong, or the run broke off. WASM is the safest choice.',
    },
    'out-of-memory': {
      title: 'The browser ran out of memory.',
      advice: 'Close other tabs, or turn off the second look, which needs most of it. Then try again.',
    },
    internal: {
      title: 'Something in Tabscribe broke.',
      advice: 'Your captions are kept. Load the models again; if that does not help, reload the page.',
    },
  },
  actions: {
    retry: 'Try again',
    'use-wasm': 'Use WASM',
    'choose-file': 'Choose a file again',
    'reload-models': 'Load the models again',
    'turn-off-second-look': 'Turn off the second look',
    'reload-page': 'Reload the page',
  },
};

export const zh: ErrorTexts = {
  messages: {
    ...source.zh,
    ...file.zh,
    ...model.zh,
    cancelled: {
      title: '已取消。',
      advice: '已转写的部分会保留。',
    },
    'webgpu-unavailable': {
      title: 'WebGPU 在这里无法使用。',
      advice: '此浏览器或显卡不支持它。WASM 在处理器上运行，写出的文字相同。',
    },
    'provider-failed': {
      title: '模型在此设备上未能正确运行。',
      advice: '检查发现结果有误，或运行中断。使用 WASM 最稳妥。',
    },
    'out-of-memory': {
      title: '浏览器内存不足。',
      advice: '请关闭其他标签页，或关闭最占内存的复核，然后重试。',
    },
    internal: {
      title: 'Tabscribe 出错了。',
      advice: '您的字幕已保留。请重新加载模型；若仍然如此，请刷新页面。',
    },
  },
  actions: {
    retry: '重试',
    'use-wasm': '使用 WASM',
    'choose-file': '重新选择文件',
    'reload-models': '重新加载模型',
    'turn-off-second-look': '关闭复核',
    'reload-page': '刷新页面',
  },
};
