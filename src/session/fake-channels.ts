import type { LibraryNews, NewsChannel } from './library-news';

/** Channels of tabs that hear each other, as the browser's do. */
export function fakeChannels(): () => NewsChannel {
  const channels: NewsChannel[] = [];
  return () => {
    const channel: NewsChannel = {
      onmessage: null,
      postMessage: (news: LibraryNews) => {
        for (const other of channels) {
          if (other !== channel) other.onmessage?.({ data: news } as MessageEvent<LibraryNews>);
        }
      },
    };
    channels.push(channel);
    return channel;
  };
}
