import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { type CommandSession, runInContainer } from './run-in-container.ts';
import { type FakeContainer, fakeContainer } from './testing/fake-container.ts';
import { toLines } from './write-frames.ts';

const idle = new AbortController().signal;

function begin(fake: FakeContainer, session: Partial<CommandSession> = {}): Promise<number> {
  const { stdin, stdout, stderr } = fake;
  return runInContainer(
    fake.engine,
    { container: 'c0ffee', command: ['cat'], user: 'store' },
    { terminal: false, streams: { stdin, stdout, stderr }, signal: idle, ...session },
  );
}

test('standard input reaches the command byte for byte, and its end too', async () => {
  const fake = fakeContainer();
  const given = randomBytes(300_000);
  const running = begin(fake);
  fake.stdin.end(given);
  await vi.waitFor(() => expect(fake.read().equals(given)).toBe(true));
  fake.writes('out');
  fake.writes('oh', 'stderr');
  fake.ends(7);
  expect(await running).toBe(7);
  expect([String(fake.stdout.read()), String(fake.stderr.read())]).toEqual(['out', 'oh']);
  expect(fake.started).toEqual([
    {
      container: 'c0ffee',
      command: ['cat'],
      user: 'store',
      environment: { PARITY_EXEC_SESSION: expect.any(String) },
    },
  ]);
  expect(fake.hungUp).toEqual([]);
});

test('a command that ends without reading its input ends the wait', async () => {
  const fake = fakeContainer();
  const running = begin(fake);
  fake.ends(0);
  expect(await running).toBe(0);
  expect(fake.stdin.destroyed).toBe(true);
});

test('lines are whole, the last one without an end too, and characters are not torn apart', async () => {
  const fake = fakeContainer();
  const lines: string[] = [];
  const running = begin(fake, { sink: toLines((line, stream) => lines.push(`${stream} ${line}`)) });
  const text = Buffer.from('eins\nzwöi\r\ndrei');
  for (const byte of text) fake.writes(Buffer.of(byte));
  fake.writes('oh\n', 'stderr');
  fake.ends(0);
  await running;
  expect(lines.toSorted()).toEqual(['stderr oh', 'stdout drei', 'stdout eins', 'stdout zwöi']);
});

test('an abort ends what still runs of the command', async () => {
  const fake = fakeContainer();
  const abort = new AbortController();
  const running = begin(fake, { signal: abort.signal });
  await vi.waitFor(() => expect(fake.started).toHaveLength(1));
  abort.abort(new Error('Interrupted'));
  await expect(running).rejects.toThrow('Interrupted');
  expect(fake.hungUp).toEqual([['store', expect.stringMatching(/^PARITY_EXEC_SESSION=/)]]);
});

test('nothing is started for a signal that was aborted before', async () => {
  const fake = fakeContainer();
  await expect(begin(fake, { signal: AbortSignal.abort(new Error('Interrupted')) })).rejects.toThrow(
    'Interrupted',
  );
  expect(fake.started).toEqual([]);
});

test('a terminal has the size of this one, gets every key, and is given back', async () => {
  const fake = fakeContainer();
  const modes: boolean[] = [];
  Object.assign(fake.stdin, { isTTY: true, setRawMode: (isRaw: boolean) => modes.push(isRaw) });
  Object.assign(fake.stdout, { columns: 100, rows: 30 });
  const running = begin(fake, { terminal: true });
  await vi.waitFor(() => expect(modes).toEqual([true]));
  fake.stdin.write('\u0003');
  Object.assign(fake.stdout, { columns: 80 });
  fake.stdout.emit('resize');
  await vi.waitFor(() => expect(String(fake.read())).toBe('\u0003'));
  fake.writes('$ ');
  fake.ends(130);
  expect(await running).toBe(130);
  expect(modes).toEqual([true, false]);
  expect(fake.sizes).toEqual([
    [100, 30],
    [80, 30],
  ]);
  expect(String(fake.stdout.read())).toBe('$ ');
  expect(fake.started).toMatchObject([{ environment: { TERM: 'xterm-256color' } }]);
});

test('a terminal that is closed ends the command', async () => {
  const fake = fakeContainer();
  const running = begin(fake, { terminal: true });
  await vi.waitFor(() => expect(fake.sizes).toHaveLength(1));
  process.emit('SIGHUP');
  await expect(running).rejects.toMatchObject({ code: 'INTERRUPTED', exitCode: 129 });
  expect(fake.hungUp).toHaveLength(1);
});
