import { expect, it } from 'vitest';
import { InstallOffer } from './install-offer';

class FakePrompt extends Event {
  prompted = 0;

  constructor() {
    super('beforeinstallprompt', { cancelable: true });
  }

  prompt(): Promise<void> {
    this.prompted += 1;
    return Promise.resolve();
  }
}

it('keeps the offer until it is asked for, once, and drops it when the app is installed', async () => {
  const target = new EventTarget();
  const news: boolean[] = [];
  const offer = new InstallOffer(target, (available) => news.push(available));
  await offer.accept();
  const first = new FakePrompt();
  target.dispatchEvent(first);
  expect(first.defaultPrevented).toBe(true);
  expect(first.prompted).toBe(0);
  await offer.accept();
  await offer.accept();
  expect(first.prompted).toBe(1);
  target.dispatchEvent(new FakePrompt());
  target.dispatchEvent(new Event('appinstalled'));
  expect(news).toEqual([false, true, false, false, true, false]);
});
