export const en = {
  title: 'Tabscribe: live captions in one tab',
  description:
    'Live captions from your microphone and transcripts of your files, made inside this browser tab. No audio leaves it.',
  skipLink: 'Skip to captions',
  worksOffline: 'Works offline',
  needsScript:
    'Tabscribe turns speech into text inside this tab, and needs JavaScript for it. Please switch it on for this page.',
  introTitle: 'Speak, and read along.',
  introText:
    'Captions appear while you talk. Speech becomes text inside this tab: no audio ever leaves your device.',
  haveRecording: 'Have a recording?',
  dropAnywhere: 'Drop audio or video anywhere on this page.',
  formats: 'WAV, MP3, M4A, OGG, FLAC, WebM or MP4; several at once if you like.',
  dropToTranscribe: 'Drop to transcribe',
  controls: 'Controls',
  listeningTitle: 'Listening · Tabscribe',
  progressTitle: (percent: number) => `${String(percent)}% · Tabscribe`,
};

export const zh: typeof en = {
  title: 'Tabscribe：一个标签页里的实时字幕',
  description: '把麦克风的声音变成实时字幕，把文件变成文字稿，全部在此浏览器标签页内完成。音频不会离开本机。',
  skipLink: '跳到字幕',
  worksOffline: '可离线使用',
  needsScript: 'Tabscribe 在此标签页内把语音变成文字，需要 JavaScript。请为此页面启用它。',
  introTitle: '边说，边看。',
  introText: '说话时字幕随即出现。语音在此标签页内变成文字：音频绝不会离开您的设备。',
  haveRecording: '有录音？',
  dropAnywhere: '把音频或视频拖放到页面任意位置。',
  formats: '支持 WAV、MP3、M4A、OGG、FLAC、WebM 和 MP4，可一次拖入多个。',
  dropToTranscribe: '松开即可转写',
  controls: '控制栏',
  listeningTitle: '正在聆听 · Tabscribe',
  progressTitle: (percent) => `${String(percent)}% · Tabscribe`,
};
