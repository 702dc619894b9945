import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
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
