import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { drawList } from './draw.ts';
import { createProgress, type ProgressEvent } from './progress.ts';
import { advance, type StepList } from './step-list.ts';

function clock() {
  let at = 0;
  return () => {
    at += 500;
    return at;
  };
}

test('steps report their start and end, in pairs, with durations and results', async () => {
  const events: ProgressEvent[] = [];
  const progress = createProgress((event) => events.push(event), clock());
  await progress.step('Images', async (step) => {
    await step.step('postgres', async (child) => child.skip('present'));
    step.result('1 image');
  });
  expect(events).toEqual([
    { type: 'started', id: '1', title: 'Images' },
    { type: 'started', id: '2', title: 'postgres', parent: '1' },
    { type: 'ended', id: '2', outcome: 'skipped', durationMs: 500, result: 'present' },
    { type: 'ended', id: '1', outcome: 'done', durationMs: 1500, result: '1 image' },
  ]);
});

test('a failing step ends as failed and its error is passed on', async () => {
  const events: ProgressEvent[] = [];
  const progress = createProgress((event) => events.push(event), clock());
  await expect(progress.step('Engine', async () => Promise.reject(new Error('none')))).rejects.toThrow(
    'none',
  );
  expect(events.at(-1)).toEqual({ type: 'ended', id: '1', outcome: 'failed', durationMs: 500 });
});

function listOf(events: readonly ProgressEvent[]): StepList {
  return events.reduce<StepList>((list, event) => advance(list, event, 0), []);
}

test('steps that run side by side stand below their own parents', () => {
  const list = listOf([
    { type: 'started', id: '1', title: 'Images' },
    { type: 'started', id: '2', title: 'Definition' },
    { type: 'started', id: '3', title: 'redis', parent: '1' },
    { type: 'noted', id: '3', text: 'step 3 of 4' },
  ]);
  const drawn = stripVTControlCharacters(drawList(list, 1000, 60));
  expect(drawn.split('\n').map((line) => line.replace(/^(\s*)\S /, '$1'))).toEqual([
    'Images 1.0 s',
    '  redis  step 3 of 4 1.0 s',
    'Definition 1.0 s',
  ]);
});

test('the same note is one event, and a note in a narrow list keeps how long it is until its deadline', async () => {
  const events: ProgressEvent[] = [];
  const until = { what: 'given up', at: 130_000 };
  await createProgress((event) => events.push(event), clock()).step('web/1a2b3c4d', async (step) => {
    step.note('/up answers 500', { isNews: true, until });
    step.note('/up answers 500', { isNews: true, until });
  });
  expect(events.map(({ type }) => type)).toEqual(['started', 'noted', 'ended']);
  const drawn = (columns: number) =>
    stripVTControlCharacters(drawList(listOf(events.slice(0, 2)), 0, columns)).slice(2);
  expect(drawn(80)).toBe('web/1a2b3c4d  /up answers 500, given up in 2 min 10 s 0.0 s');
  expect(drawn(55)).toBe('web/1a2b3c4d  /up an, given up in 2 min 10 s 0.0 s');
});

test('what is below an ended step is folded away, except below a failed one', () => {
  const below = (outcome: 'done' | 'failed') =>
    listOf([
      { type: 'started', id: '1', title: 'Images' },
      { type: 'started', id: '2', title: 'redis', parent: '1' },
      { type: 'ended', id: '2', outcome: 'done', durationMs: 400 },
      { type: 'ended', id: '1', outcome, durationMs: 61_000, result: '1 image' },
    ]);
  expect(stripVTControlCharacters(drawList(below('done'), 0, 60))).toBe('✔ Images  1 image 1 min 01 s');
  expect(stripVTControlCharacters(drawList(below('failed'), 0, 60))).toContain('redis');
});
