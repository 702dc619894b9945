import { expect, test } from 'vitest';
import { type StartOptions, startProcess } from './start-process.ts';
import { isRunning } from './testing/is-running.ts';

function listening(): StartOptions & { readonly output: string[]; readonly errors: string[] } {
  const output: string[] = [];
  const errors: string[] = [];
  return {
    output,
    errors,
    env: process.env,
    onOutput: (text) => output.push(text),
    onErrorLine: (line) => errors.push(line),
  };
}

test('a started process hands over all that it writes before it has ended', async () => {
  const options = listening();
  const { ended } = startProcess('sh', ['-c', 'printf "a\\nb"; echo no >&2; echo more >&2; exit 7'], options);
  expect(await ended).toEqual({ exitCode: 7 });
  expect([options.output.join(''), options.errors]).toEqual(['a\nb', ['no', 'more']]);
});

test('a started process takes arguments and its environment as they are', async () => {
  const options = { ...listening(), env: { WORD: 'x' } };
  await startProcess('/bin/sh', ['-c', 'printf "%s" "$WORD$1"', 'sh', '$HOME "y"'], options).ended;
  expect(options.output.join('')).toBe('x$HOME "y"');
});

test('a character that comes in two parts is one', async () => {
  const options = listening();
  const write =
    'process.stdout.write(Buffer.from([0xe2]), () => setImmediate(() => process.stdout.write(Buffer.from([0x82, 0xac]))))';
  await startProcess(process.execPath, ['-e', write], options).ended;
  expect(options.output.join('')).toBe('€');
});

test('a started process ends by a signal, and a second one does no harm', async () => {
  const { ended, kill } = startProcess('sleep', ['60'], listening());
  kill('SIGTERM');
  expect(await ended).toEqual({ signal: 'SIGTERM' });
  kill('SIGKILL');
});

test('a program that is not there is a failure that names it', async () => {
  await expect(startProcess('no-such-program', [], listening()).ended).rejects.toMatchObject({
    code: 'PROCESS_FAILED',
    message: expect.stringContaining('`no-such-program` cannot be started'),
  });
});

test('a started process does not outlive the process that exits', async () => {
  const options = listening();
  const program = `
    const { startProcess } = await import(process.argv[1]);
    startProcess('sh', ['-c', 'echo $$; exec sleep 60'], {
      env: process.env,
      onOutput: (text) => { process.stdout.write(text); process.exit(0); },
      onErrorLine: () => {},
    });`;
  const source = new URL('./start-process.ts', import.meta.url).href;
  await startProcess(process.execPath, ['--input-type=module', '-e', program, source], options).ended;
  const id = Number(options.output.join(''));
  expect(id).toBeGreaterThan(1);
  await expect.poll(() => isRunning(id), { timeout: 10_000 }).toBe(false);
});
