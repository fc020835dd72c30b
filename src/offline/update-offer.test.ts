import { expect, it } from 'vitest';
import { UpdateOffer, type UpdateState } from './update-offer';

it('applies what the person accepts, once, and a later version in its place', () => {
  const states: UpdateState[] = [];
  const applied: string[] = [];
  const offer = new UpdateOffer((state) => states.push(state));
  offer.accept();
  expect(states).toEqual([]);
  offer.ready(() => applied.push('second'));
  expect(applied).toEqual([]);
  offer.accept();
  offer.accept();
  expect(states).toEqual(['ready', 'awaited']);
  expect(applied).toEqual(['second']);
  offer.ready(() => applied.push('third'));
  expect(applied).toEqual(['second', 'third']);
  expect(states).toEqual(['ready', 'awaited']);
});
