import { expect, it } from 'vitest';
import type { RecognizerEvent } from '../contract/recognizer-api';
import { EventDelivery } from './event-delivery';

const discarded = (id: number): RecognizerEvent => ({ type: 'discarded', id });

it('is done when the page has dealt with the newest event', async () => {
  const events = new EventDelivery();
  const dealt: RecognizerEvent[] = [];
  // As through Comlink, which turns each call into one of a promise.
  const page: (event: RecognizerEvent) => unknown = async (event) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    dealt.push(event);
  };
  events.listener = page;
  events.emit(discarded(1));
  events.emit(discarded(2));
  expect(dealt).toEqual([]);
  await events.delivered;
  expect(dealt).toEqual([discarded(1), discarded(2)]);
});

it('does not mind a page that is going away', async () => {
  const events = new EventDelivery();
  await events.delivered;
  const gone: () => unknown = () => Promise.reject(new Error('gone'));
  events.listener = gone;
  events.emit(discarded(1));
  await expect(events.delivered).resolves.toBeUndefined();
});
