import type { ErrorCode } from '../../contract/errors';
import type { FailureTexts } from './failure-texts';

/** Of the microphone, and of what is shared. */
type SourceErrorTexts = FailureTexts<Extract<ErrorCode, `microphone-${string}` | `tab-${string}`>>;

export const en: SourceErrorTexts = {
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
};

export const zh: SourceErrorTexts = {
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
};
