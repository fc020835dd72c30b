/** Texts of the download of transcripts. */
export const en = {
  format: 'Format',
  formatOf: (title: string) => `Format of ${title}`,
  formatGroups: { reading: 'To read', subtitles: 'Subtitles', data: 'Data' },
  formats: {
    txt: 'Text (TXT)',
    'txt-times': 'Text with times (TXT)',
    docx: 'Word document (DOCX)',
    srt: 'SubRip (SRT)',
    vtt: 'WebVTT (VTT)',
    'vtt-words': 'WebVTT with word times (VTT)',
    csv: 'Table (CSV)',
    json: 'JSON',
  },
  failed: (format: string) =>
    `${format} could not be written: the browser could not load that part of the app. Nothing is lost. Connect to the network and try again, or choose another format.`,
};

export const zh: typeof en = {
  format: '格式',
  formatOf: (title) => `“${title}”的格式`,
  formatGroups: { reading: '阅读', subtitles: '字幕', data: '数据' },
  formats: {
    txt: '纯文本 (TXT)',
    'txt-times': '带时间的文本 (TXT)',
    docx: 'Word 文档 (DOCX)',
    srt: 'SubRip 字幕 (SRT)',
    vtt: 'WebVTT 字幕 (VTT)',
    'vtt-words': '逐词计时的 WebVTT (VTT)',
    csv: '表格 (CSV)',
    json: 'JSON',
  },
  failed: (format) =>
    `无法写出 ${format}：浏览器未能加载应用的这一部分。内容没有丢失，请联网后重试，或选择其他格式。`,
};
