import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { liveReporter } from './live-reporter.ts';
import { createProgress } from './progress.ts';
import { jsonReporter, plainReporter } from './reporters.ts';

/** A terminal as far as a reporter looks at it, with all that was written to it. */
function terminal() {
  const written: string[] = [];
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  output.on('data', (chunk: Buffer) => written.push(stripVTControlCharacters(chunk.toString())));
  return { output, text: () => written.join('') };
}

afterEach(() => {
  vi.useRealTimers();
});

test('the list of steps is not drawn again once it is closed, whatever is written or happens after that', async () => {
  const { output, text } = terminal();
  const reporter = liveReporter(output);
  const progress = createProgress(reporter.listen);
  await progress.step('Store', async () => undefined);
  reporter.close();
  const drawn = text();
  expect(drawn).toContain('Store');
  reporter.close();
  await progress.step('Late', async () => undefined);
  expect(text()).toBe(drawn);
});

test('a message stays when the list is drawn again below it', async () => {
  const { output, text } = terminal();
  const reporter = liveReporter(output);
  await createProgress(reporter.listen).step('Store', async () => {
    reporter.say('Waiting for another command');
  });
  reporter.close();
  const [, after = ''] = text().split('Waiting for another command\n');
  expect(after).toContain('✔ Store');
});

test('a message is JSON where results are', () => {
  const { output, text } = terminal();
  jsonReporter(output).say('Waiting');
  expect(JSON.parse(text())).toEqual({ type: 'said', text: 'Waiting' });
});

test('a long step reports its progress, in a pipe too', () => {
  const { output, text } = terminal();
  let now = 0;
  const { listen } = plainReporter(output, () => now);
  const noteAt = (seconds: number) => {
    now = seconds * 1000;
    listen({ type: 'noted', id: '1', text: `${seconds}` });
  };
  listen({ type: 'started', id: '1', title: 'Services' });
  for (const seconds of [5, 21, 22, 40, 42]) noteAt(seconds);
  expect(text()).toBe('… Services\n… Services: 21\n… Services: 42\n');
});

test('news of a step is a line at once in a pipe, with how long it is until its deadline', () => {
  const { output, text } = terminal();
  const { listen, close } = plainReporter(output, () => 1000);
  listen({ type: 'started', id: '1', title: 'web/1a2b3c4d' });
  listen({ type: 'noted', id: '1', text: 'checks in progress' });
  const until = { what: 'given up', at: 131_000 };
  listen({ type: 'noted', id: '1', text: '/up answers 500', isNews: true, until });
  close();
  expect(text()).toBe('… web/1a2b3c4d\n… web/1a2b3c4d: /up answers 500, given up in 2 min 10 s\n');
});

test('a step of which nothing changes says so every half minute in a pipe, until it ends', () => {
  vi.useFakeTimers({ now: 0 });
  const { output, text } = terminal();
  const { listen, close } = plainReporter(output, Date.now);
  listen({ type: 'started', id: '1', title: 'web' });
  listen({
    type: 'noted',
    id: '1',
    text: '/up answers 500',
    isNews: true,
    until: { what: 'given up', at: 65_000 },
  });
  vi.advanceTimersByTime(70_000);
  listen({ type: 'ended', id: '1', outcome: 'failed', durationMs: 70_000, result: 'given up' });
  vi.advanceTimersByTime(70_000);
  close();
  vi.advanceTimersByTime(70_000);
  expect(text().split('\n').slice(1, -1)).toEqual([
    '… web: /up answers 500, given up in 1 min 05 s',
    '… web: /up answers 500, given up in 35 s',
    '… web: /up answers 500, given up in 5 s',
    '✖ web: given up (1 min 10 s)',
  ]);
});
