import type { ErrorCode } from '../../contract/errors';
import type { FailureTexts } from './failure-texts';

/** Of recordings. */
type FileErrorTexts = FailureTexts<Extract<ErrorCode, `file-${string}`>>;

export const en: FileErrorTexts = {
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
};

export const zh: FileErrorTexts = {
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
};
