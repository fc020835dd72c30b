/** The app as an installed program: new versions, installing it, and files that it is opened with. */
export const en = {
  title: 'Install',
  install: 'Install Tabscribe',
  installNote:
    'It then has a window of its own, starts without a network, and opens audio and video files from your other programs.',
  updateReady: 'A new version is ready.',
  nothingLost: 'Captions and files stay.',
  update: 'Update',
  updateAwaited: 'The update waits.',
  awaitedAdvice: 'It comes as soon as no window of Tabscribe is busy with captions or files.',
  /** Title and advice. */
  unopened: {
    shared: [
      'What was shared could not be taken.',
      'It held no file, or this device has no room left for it. Choose the file here, or drop it on the page.',
    ],
    opened: [
      'A file could not be opened.',
      'It may have been moved, or its access refused. Choose it here, or drop it on the page.',
    ],
  } as Readonly<Record<'shared' | 'opened', readonly [string, string]>>,
};

export const zh: typeof en = {
  title: '安装',
  install: '安装 Tabscribe',
  installNote: '安装后有自己的窗口，没有网络也能启动，并能打开其他程序里的音频和视频文件。',
  updateReady: '新版本已就绪。',
  nothingLost: '字幕和文件都会保留。',
  update: '更新',
  updateAwaited: '更新等待中。',
  awaitedAdvice: '等所有 Tabscribe 窗口都没有字幕或文件在处理时，便会更新。',
  unopened: {
    shared: [
      '无法接收分享的内容。',
      '其中没有文件，或者本机已没有空间存放。请在此选择文件，或把它拖放到页面上。',
    ],
    opened: ['有文件无法打开。', '它可能已被移动，或者没有访问权限。请在此选择它，或把它拖放到页面上。'],
  },
};
