/** The sound of captions, where a person keeps it. */
export const en = {
  keep: 'Keep the sound with the transcript',
  note: (megabytes: number) =>
    `For captions, from all they listen to. It stays on this device until you delete it. An hour of one source takes about ${String(megabytes)} MB.`,
  fromNextStart:
    ' Switched on now, it begins with the next start of captions; switched off, it ends at once.',
  sound: 'Sound of the transcript',
  whichTrack: 'Which sound',
  play: 'Play the sound',
  playFromHere: 'Play from here',
  save: 'Save the sound',
  saved: (file: string) => `Saved ${file}`,
  delete: 'Delete the sound',
  deleteSure: 'Delete the sound for good? The text stays.',
  deleted: 'The sound is deleted. The text is still here.',
  preparing: 'The sound is being put together.',
  failed: 'The sound could not be read. Reload the page and try again.',
  endedTitle: 'The sound is no longer kept.',
  endedFull:
    'The browser has no room left. Captions and text go on. Delete past sessions or their sound, then start captions again.',
  endedFailed:
    'This browser could not encode or store it. Captions and text go on, and what was kept before stays. The next start of captions tries again.',
};

export const zh: typeof en = {
  keep: '将声音与文字稿一起保存',
  note: (megabytes) =>
    `用于字幕，包括其聆听的所有声音来源。声音只保存在本机，直到您将其删除。每个来源每小时约占 ${String(megabytes)} MB。`,
  fromNextStart: '现在打开，将从下次开始字幕时生效；现在关闭，则立即停止保存。',
  sound: '文字稿的声音',
  whichTrack: '选择声音',
  play: '播放声音',
  playFromHere: '从这里播放',
  save: '保存声音文件',
  saved: (file) => `已保存 ${file}`,
  delete: '删除声音',
  deleteSure: '要永久删除声音吗？文字会保留。',
  deleted: '声音已删除，文字仍在。',
  preparing: '正在准备声音。',
  failed: '无法读取声音。请重新加载页面后再试。',
  endedTitle: '声音已停止保存。',
  endedFull: '浏览器已没有空间。字幕和文字会继续。请删除一些历史记录或其声音，然后重新开始字幕。',
  endedFailed: '此浏览器无法编码或存储声音。字幕和文字会继续，之前保存的声音会保留。下次开始字幕时会再试。',
};
