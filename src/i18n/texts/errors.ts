import type { ErrorCode } from '../../contract/errors';

/** A way on that the page can offer as a button. */
export type ErrorAction =
  'retry' | 'use-wasm' | 'choose-file' | 'reload-models' | 'turn-off-second-look' | 'reload-page';

interface ErrorTexts {
  /** What happened, and what to do next. */
  readonly messages: Readonly<Record<ErrorCode, { readonly title: string; readonly advice: string }>>;
  readonly actions: Readonly<Record<ErrorAction, string>>;
}

export const en: ErrorTexts = {
  messages: {
    'microphone-denied': {
      title: 'The microphone is blocked for this page.',
      advice: 'Allow it in the site settings, at the left end of the address bar, then try again.',
    },
    'microphone-missing': {
      title: 'No microphone was found.',
      advice: 'Plug one in or switch it on, then try again. Recordings work without one.',
    },
    'microphone-failed': {
      title: 'The microphone stopped working.',
      advice: 'It may have been unplugged or taken by another program. What was said so far is below.',
    },
    'microphone-silent': {
      title: 'The microphone delivers no sound.',
      advice: 'Check that it is not muted and that the right one is chosen in the system’s sound settings.',
    },
    'tab-denied': {
      title: 'Nothing was shared.',
      advice:
        'Choose a tab or a screen in the browser’s dialog and press Share. Without one there is nothing to caption.',
    },
    'tab-no-sound': {
      title: 'What you shared came without sound.',
      advice:
        'Share again and tick “Also share tab audio”, or “Also share system audio” for a whole screen. Single windows cannot share their sound.',
    },
    'tab-unsupported': {
      title: 'This browser cannot share the sound of a tab.',
      advice: 'Chrome and Edge on a computer can. Elsewhere, play the sound aloud and use the microphone.',
    },
    'file-unreadable': {
      title: 'This file could not be read.',
      advice: 'It may be damaged or in a format this browser does not know. Try it as WAV, MP3 or M4A.',
    },
    'file-empty': {
      title: 'This file is empty.',
      advice: 'Check that the recording was saved whole, or choose another one.',
    },
    'file-no-audio': {
      title: 'This file has no sound track.',
      advice: 'Choose a recording or a video with sound.',
    },
    'file-too-long': {
      title: 'This file is too long for this browser to decode.',
      advice:
        'It can decode this format only as a whole, which works up to 30 minutes and 200 MB. Convert the file to WAV, or cut it into parts.',
    },
    'file-gone': {
      title: 'The browser had no room to keep this file.',
      advice: 'Choose it again: it goes on from where it was.',
    },
    cancelled: {
      title: 'Cancelled.',
      advice: 'What was transcribed up to there has been kept.',
    },
    'model-unreachable': {
      title: 'The speech models could not be downloaded.',
      advice: 'Check the connection, then try again. After one full download no connection is needed.',
    },
    'model-absent': {
      title: 'This model is not on this server.',
      advice: 'Open Models in the settings: it says there how to get it.',
    },
    'model-corrupt': {
      title: 'A speech model arrived damaged.',
      advice: 'It was thrown away. Load it again; if that does not help, the site holds a broken copy.',
    },
    'model-unknown': {
      title: 'The site does not have the speech model asked for.',
      advice: 'The page may be older than the site. Reload it.',
    },
    'model-refused': {
      title: 'This model cannot be used.',
      advice: 'The app goes on with the model it had.',
    },
    'model-elsewhere': {
      title: 'This site fetches no models from that address.',
      advice:
        'Download the model’s folder and drop it on this page, or ask whoever runs this site to allow the address.',
    },
    'model-mismatch': {
      title: 'This is not the model that was meant.',
      advice:
        'The SHA-256 of its manifest is another one. Ask for the right one where you have the address from.',
    },
    'storage-full': {
      title: 'There is no room left to keep the speech models.',
      advice: 'Free some disk space, or leave private browsing, then load them again.',
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
    'microphone-denied': {
      title: '此页面的麦克风已被禁用。',
      advice: '请在地址栏左端的网站设置中允许使用麦克风，然后重试。',
    },
    'microphone-missing': {
      title: '没有找到麦克风。',
      advice: '请插入或打开麦克风，然后重试。没有麦克风也可以转写录音。',
    },
    'microphone-failed': {
      title: '麦克风停止工作了。',
      advice: '它可能被拔下，或被其他程序占用。此前说的话仍在下方。',
    },
    'microphone-silent': {
      title: '麦克风没有传来声音。',
      advice: '请检查麦克风是否被静音，以及系统声音设置中是否选对了设备。',
    },
    'tab-denied': {
      title: '没有共享任何内容。',
      advice: '请在浏览器的对话框中选择一个标签页或屏幕，然后点按“分享”。没有共享就没有可加字幕的声音。',
    },
    'tab-no-sound': {
      title: '您共享的内容没有声音。',
      advice:
        '请再次共享，并勾选“同时分享标签页音频”；共享整个屏幕时勾选“同时分享系统音频”。单个窗口无法共享声音。',
    },
    'tab-unsupported': {
      title: '此浏览器无法共享标签页的声音。',
      advice: '电脑上的 Chrome 和 Edge 可以。在其他浏览器中，请外放声音并使用麦克风。',
    },
    'file-unreadable': {
      title: '无法读取此文件。',
      advice: '文件可能已损坏，或此浏览器不认识它的格式。请换成 WAV、MP3 或 M4A 再试。',
    },
    'file-empty': {
      title: '此文件是空的。',
      advice: '请检查录音是否完整保存，或选择另一个文件。',
    },
    'file-no-audio': {
      title: '此文件没有声音。',
      advice: '请选择有声音的录音或视频。',
    },
    'file-too-long': {
      title: '此文件太长，浏览器无法解码。',
      advice: '浏览器只能整体解码这种格式，最长 30 分钟、最大 200 MB。请把文件转换为 WAV，或分割成几段。',
    },
    'file-gone': {
      title: '浏览器没有空间保留此文件。',
      advice: '请重新选择它，转写会从中断处继续。',
    },
    cancelled: {
      title: '已取消。',
      advice: '已转写的部分会保留。',
    },
    'model-unreachable': {
      title: '无法下载语音模型。',
      advice: '请检查网络连接，然后重试。完整下载一次之后就不再需要网络。',
    },
    'model-absent': {
      title: '此服务器上没有这个模型。',
      advice: '请在设置中打开“模型”，那里说明了如何获取。',
    },
    'model-corrupt': {
      title: '收到的语音模型已损坏。',
      advice: '它已被丢弃。请重新加载；若仍然如此，则是网站上的文件有问题。',
    },
    'model-unknown': {
      title: '网站上没有所需的语音模型。',
      advice: '此页面可能比网站旧，请刷新页面。',
    },
    'model-refused': {
      title: '无法使用这个模型。',
      advice: '应用会继续使用原来的模型。',
    },
    'model-elsewhere': {
      title: '本站不从该地址获取模型。',
      advice: '请下载模型文件夹并拖放到本页面上，或请本站的管理者允许该地址。',
    },
    'model-mismatch': {
      title: '这不是所指的那个模型。',
      advice: '它的清单的 SHA-256 与所给的不同。请向提供地址的人索取正确的值。',
    },
    'storage-full': {
      title: '没有空间保存语音模型。',
      advice: '请释放一些磁盘空间，或退出无痕浏览，然后重新加载。',
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
