import { expect, it } from 'vitest';
import { PageDrawing, type PageNow } from './page-drawing';
import { NO_EXTRAS, type PageExtras } from './page-extras';
import type { ModelShown } from './page-state';

const model = (id: string): ModelShown => ({ id, name: id, bytes: 1, precisions: [] });
const MODELS = { student: model('student'), secondLook: model('second'), writers: [] };

function setUp() {
  const drawn: PageExtras[] = [];
  const page = { atWork: false, own: null as ModelShown | null };
  const now = (): PageNow => ({
    state: { ownStudent: { model: page.own } } as PageNow['state'],
    transcript: { sources: [] },
    atWork: page.atWork,
  });
  const drawing = new PageDrawing({ render: (_state, _transcript, extras) => drawn.push(extras) }, now);
  return { drawing, drawn, page };
}

it('keeps what was shown before', () => {
  const { drawing, drawn } = setUp();
  drawing.show({ installable: true });
  drawing.show({ undoAvailable: true });
  expect(drawn.at(-1)).toEqual({ ...NO_EXTRAS, installable: true, undoAvailable: true });
});

it('mentions no new version while something runs, and does so afterwards', () => {
  const { drawing, drawn, page } = setUp();
  page.atWork = true;
  drawing.show({ update: 'ready' });
  expect(drawn.at(-1)?.update).toBe('none');
  page.atWork = false;
  drawing.draw();
  expect(drawn.at(-1)?.update).toBe('ready');
});

it('names the student of the person’s own where it is in use', () => {
  const { drawing, drawn, page } = setUp();
  page.own = model('own');
  drawing.draw();
  expect(drawn.at(-1)?.models).toBeNull();
  drawing.show({ models: MODELS });
  expect(drawn.at(-1)?.models).toEqual({ ...MODELS, student: model('own') });
  page.own = null;
  drawing.draw();
  expect(drawn.at(-1)?.models).toEqual(MODELS);
});
