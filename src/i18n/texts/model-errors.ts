import type { ErrorCode } from '../../contract/errors';
import type { FailureTexts } from './failure-texts';

/** Of models, and of the room that they are kept in. */
type ModelErrorTexts = FailureTexts<Extract<ErrorCode, `model-${string}` | 'storage-full'>>;

export const en: ModelErrorTexts = {
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
    advice: 'The app goes on with the model it had; the details say what is wrong with this one.',
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
};

export const zh: ModelErrorTexts = {
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
    advice: '应用会继续使用原来的模型。问题所在见详细信息。',
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
};
