/** Downloads, the file in progress, and those that wait. */
export const en = {
  forSecondLook: (model: string) => `${model}, for the second look`,
  forLiveCaptions: (model: string) => `${model}, for live captions`,
  downloaded: 'Downloaded; getting ready',
  megabytesOf: (done: string, total: string, percent: number) =>
    `${done} of ${total} MB, ${String(percent)}%`,
  awaitingSecondLook: 'Waiting for the second look, which hears better',
  awaitingModel: 'Waiting for the speech model',
  cancelling: 'Stopping',
  readingFile: 'Reading the file',
  placeOf: (percent: number, done: string, total: string) => `${String(percent)}%, at ${done} of ${total}`,
  placeAndRest: (place: string, remaining: string) => `${place}, ${remaining} left`,
  fewSeconds: 'a few seconds',
  aboutSeconds: (seconds: number) => `about ${String(seconds)} seconds`,
  aboutMinute: 'about a minute',
  aboutMinutes: (minutes: number) => `about ${String(minutes)} minutes`,
  aboutHour: 'about an hour',
  aboutHours: (hours: string) => `about ${hours} hours`,
  startWithout: 'Start without it',
  cancel: 'Cancel',
  cancelAll: 'Cancel all',
  firstUse: (megabytes: string) =>
    `The first use downloads a speech model of ${megabytes} MB. They stay on this device, and work offline.`,
  firstUseWithSecondLook: (megabytes: string, secondMegabytes: string) =>
    `The first use downloads a speech model of ${megabytes} MB, then ${secondMegabytes} MB more behind it for better final text. They stay on this device, and work offline.`,
};

export const zh: typeof en = {
  forSecondLook: (model) => `${model}，用于复核`,
  forLiveCaptions: (model) => `${model}，用于实时字幕`,
  downloaded: '下载完成，正在准备',
  megabytesOf: (done, total, percent) => `${done} / ${total} MB，${String(percent)}%`,
  awaitingSecondLook: '正在等待复核模型，它听得更准',
  awaitingModel: '正在等待语音模型',
  cancelling: '正在停止',
  readingFile: '正在读取文件',
  placeOf: (percent, done, total) => `${String(percent)}%，${done} / ${total}`,
  placeAndRest: (place, remaining) => `${place}，还需${remaining}`,
  fewSeconds: '几秒钟',
  aboutSeconds: (seconds) => `约 ${String(seconds)} 秒`,
  aboutMinute: '约 1 分钟',
  aboutMinutes: (minutes) => `约 ${String(minutes)} 分钟`,
  aboutHour: '约 1 小时',
  aboutHours: (hours) => `约 ${hours} 小时`,
  startWithout: '不等它，直接开始',
  cancel: '取消',
  cancelAll: '全部取消',
  firstUse: (megabytes) => `首次使用会下载 ${megabytes} MB 的语音模型。模型保存在本机，可离线使用。`,
  firstUseWithSecondLook: (megabytes, secondMegabytes) =>
    `首次使用会下载 ${megabytes} MB 的语音模型，随后在后台再下载 ${secondMegabytes} MB，让最终文字更准确。模型保存在本机，可离线使用。`,
};
