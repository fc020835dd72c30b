/** Which model writes the final text, and from which language. */
export const en = {
  model: 'Model that writes the final text',
  language: 'What is spoken',
  automatic: 'Automatic',
  translate: 'Translate to English',
  nameAndMegabytes: (model: string, megabytes: string) => `${model} (${megabytes} MB)`,
  alone: (model: string) =>
    `The live model knows English alone, so ${model} writes all text by itself: it comes at each pause, and nothing before.`,
  ownAndName: (own: string, name: string) => `${own} (${name})`,
  writes: (model: string, language: string) => `${model} writes ${language} at each pause`,
  translates: (model: string, language: string) => `${model} translates ${language} to English at each pause`,
  anyLanguage: 'any language',
  onItsWay: (model: string) => `${model} is on its way`,
  notThere: 'The model that knows this language is not there.',
  notThereAdvice: (reason: string) => `${reason} Nothing is written until it is.`,
  translatedFrom: (language: string) => `translated from ${language}`,
};

export const zh: typeof en = {
  model: '写出最终文字的模型',
  language: '所说的语言',
  automatic: '自动',
  translate: '翻译成英语',
  nameAndMegabytes: (model, megabytes) => `${model}（${megabytes} MB）`,
  alone: (model) => `实时模型只懂英语，因此全部文字都由 ${model} 写出：每次停顿后出现，停顿之前不显示。`,
  ownAndName: (own, name) => `${own}（${name}）`,
  writes: (model, language) => `${model} 在每次停顿后写出${language}`,
  translates: (model, language) => `${model} 在每次停顿后把${language}翻译成英语`,
  anyLanguage: '任何语言',
  onItsWay: (model) => `${model} 正在加载`,
  notThere: '懂这种语言的模型不可用。',
  notThereAdvice: (reason) => `${reason}在它可用之前不会写出文字。`,
  translatedFrom: (language) => `译自${language}`,
};
