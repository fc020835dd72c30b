/** Words and names that a person listed. */
export const en = {
  title: 'Words and names',
  open: 'Edit words and names',
  openNote: 'Names and terms that captions should know. They stay on this device.',
  close: 'Close',
  list: 'List in use',
  firstList: 'My words',
  newList: 'New list',
  newListName: 'Name of the new list',
  deleteList: 'Delete list',
  sureToDelete: (name: string) => `Delete the list “${name}” with its words?`,
  words: 'One name or term a line',
  hint: 'Where a name is not said as it is written, say how: Siobhan = shivawn',
  count: (words: number, most: number) => `${String(words)} of at most ${String(most)} words.`,
  leftOutCount: (lines: number) =>
    lines === 1
      ? '1 line is left out: too long for a name, or one too many.'
      : `${String(lines)} lines are left out: too long for a name, or too many.`,
  importText: 'Import a text file',
  exportText: 'Export',
  preparing: 'Getting ready to listen for them.',
  inUse: 'Captions listen for these words from the next sentence on.',
  failed: (reason: string) =>
    `These words are saved, but captions cannot listen for them yet: ${reason} Close and try again when you are online.`,
  later: 'Saved. Captions listen for these words once the models are loaded.',
};

export const zh: typeof en = {
  title: '词语和人名',
  open: '编辑词语和人名',
  openNote: '希望字幕认识的人名和术语。它们只保存在本机。',
  close: '关闭',
  list: '使用的词表',
  firstList: '我的词语',
  newList: '新建词表',
  newListName: '新词表的名称',
  deleteList: '删除词表',
  sureToDelete: (name) => `删除词表“${name}”及其中的词语？`,
  words: '每行一个人名或术语',
  hint: '如果读音与写法不同，请注明读法：Siobhan = shivawn',
  count: (words, most) => `${String(words)} 个词，最多 ${String(most)} 个。`,
  leftOutCount: (lines) => `有 ${String(lines)} 行未采用：作为名称太长，或超出上限。`,
  importText: '导入文本文件',
  exportText: '导出',
  preparing: '正在准备识别这些词语。',
  inUse: '从下一句话起，字幕会识别这些词语。',
  failed: (reason) => `词语已保存，但字幕暂时无法识别它们：${reason}请在联网后重新打开再试。`,
  later: '已保存。模型加载后，字幕会识别这些词语。',
};
