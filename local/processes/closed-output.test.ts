import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from './run.ts';

const module = join(import.meta.dirname, 'closed-output.ts');

/** What it finds in a process that writes to what a shell puts behind it. */
async function found(behind: string, signal = 'new AbortController().signal'): Promise<string> {
  const program = `const { whenOutputIsClosed } = await import(${JSON.stringify(module)});
    console.error(await whenOutputIsClosed(${signal}));`;
  const finished = await run('sh', [
    '-c',
    `"$0" --input-type=module -e "$1" ${behind}`,
    process.execPath,
    program,
  ]);
  return finished.stderr.trim();
}

test.runIf(process.platform === 'linux')(
  'a pipe that nobody reads any more is noticed without a write',
  async () => {
    expect(await found('| true')).toBe('true');
  },
);

test('a file is never closed, and an abort ends the watch', async () => {
  expect(await found('> /dev/null')).toBe('false');
  expect(await found('| cat', 'AbortSignal.timeout(50)')).toBe('false');
});
