export const en = {
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  onlyInTab: 'These captions are only in this tab.',
  tooLong:
    'The browser has no room left to keep them. Download them before you leave, or delete past sessions.',
  cleared: 'Captions cleared.',
  undo: 'Undo',
  noSecondLook: 'No second look.',
  goOnWithout: (reason: string) => `${reason} Captions go on with the first model’s own words.`,
  turnItOff: 'Turn off the second look',
  behind: (seconds: number) => `Captions are ${String(seconds)} seconds behind.`,
  behindDoLess: 'This device has more to do than it can. Without the second look there is less to do.',
  behindCloseOthers: 'This device has more to do than it can. Closing other tabs and programs helps.',
  together: (title: string, advice: string) => `${title} ${advice}`,
  /** What the program itself says, which is English, is behind this. */
  details: 'Details',
  separator: ', ',
};

export const zh: typeof en = {
  dismiss: '知道了',
  tryAgain: '重试',
  onlyInTab: '这些字幕只存在于此标签页中。',
  tooLong: '浏览器已没有空间保存。离开前请先下载，或删除一些历史记录。',
  cleared: '字幕已清除。',
  undo: '撤销',
  noSecondLook: '没有复核。',
  goOnWithout: (reason) => `${reason}字幕将继续使用第一个模型写出的文字。`,
  turnItOff: '关闭复核',
  behind: (seconds) => `字幕落后了 ${String(seconds)} 秒。`,
  behindDoLess: '这台设备忙不过来。关闭复核可以减少工作量。',
  behindCloseOthers: '这台设备忙不过来。关闭其他标签页和程序会有帮助。',
  together: (title, advice) => `${title}${advice}`,
  details: '详细信息（英文）',
  separator: '、',
};
