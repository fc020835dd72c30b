/** The waveform of a sound. */
export const en = {
  waveform: 'Waveform',
  position: 'Place in the sound',
  at: (time: string, length: string, word: string) =>
    word === '' ? `${time} of ${length}` : `${time} of ${length} · ${word}`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  close: 'Close',
  closeWaveform: 'Close the waveform',
  reading: 'Reading the sound',
  readingShare: (percent: number) => `Reading the sound, ${String(percent)}%`,
  cannotDraw:
    'This sound cannot be read piece by piece, so there is no waveform of it. It plays all the same.',
  drawnInPart: 'The rest of this sound could not be read. Close the waveform and open it again to retry.',
  notLoaded: 'The waveform could not be loaded. Check the connection, then close it and open it again.',
};

export const zh: typeof en = {
  waveform: '波形',
  position: '声音中的位置',
  at: (time, length, word) => (word === '' ? `${time}，共 ${length}` : `${time}，共 ${length} · ${word}`),
  zoomIn: '放大',
  zoomOut: '缩小',
  close: '关闭',
  closeWaveform: '关闭波形',
  reading: '正在读取声音',
  readingShare: (percent) => `正在读取声音，${String(percent)}%`,
  cannotDraw: '无法逐段读取这段声音，因此没有波形。播放不受影响。',
  drawnInPart: '声音的其余部分无法读取。请关闭波形后重新打开再试。',
  notLoaded: '无法加载波形。请检查网络连接，然后关闭波形并重新打开。',
};
