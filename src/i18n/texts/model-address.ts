/** A model from an address that a person gives. */
export const en = {
  title: 'A model from an address',
  address: 'Address of the model’s folder',
  look: 'Look it up',
  looking: 'Looking at what is there.',
  ownSite: 'It must be on this site. What lies elsewhere you can download: drop its folder on this page.',
  origins: (origins: string) =>
    `It can be on this site or at ${origins}. What lies elsewhere you can download: drop its folder on this page.`,
  versionOf: (model: string, version: string) => `${model}, version ${version}`,
  from: (host: string) => `from ${host}`,
  named: 'The SHA-256 of its manifest is the one that the address names:',
  compare:
    'Every file will be checked against its manifest. Compare the manifest’s SHA-256 with the one that you were told:',
  accept: 'Add it',
  cancel: 'Cancel',
  noAnswer: 'There is no model at this address, or its server does not let this site read it.',
  noAnswerAdvice: 'Check the address. The server must be reachable and must allow this site (CORS).',
};

export const zh: typeof en = {
  title: '通过地址添加模型',
  address: '模型文件夹的地址',
  look: '查看',
  looking: '正在查看该地址上的内容。',
  ownSite: '它必须在本站上。其他地方的模型可以先下载，再把文件夹拖放到本页面上。',
  origins: (origins) =>
    `它可以在本站上，也可以在 ${origins}。其他地方的模型可以先下载，再把文件夹拖放到本页面上。`,
  versionOf: (model, version) => `${model}，版本 ${version}`,
  from: (host) => `来自 ${host}`,
  named: '它的清单的 SHA-256 与地址中给出的一致：',
  compare: '每个文件都会按清单检查。请将清单的 SHA-256 与您得到的值比较：',
  accept: '添加',
  cancel: '取消',
  noAnswer: '该地址上没有模型，或其服务器不允许本站读取。',
  noAnswerAdvice: '请检查地址。该服务器必须可以访问，并允许本站读取（CORS）。',
};
