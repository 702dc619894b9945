import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../failure/failure.ts';
import { runScript } from './run-script.ts';
import type { Script } from './script.ts';

const about = 'does what the test says';

async function outcomeOf(run: Script['run'], argv: readonly string[] = []) {
  const said: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  await runScript({ name: 'store:try', about, run }, [...argv, '--json']);
  spy.mockRestore();
  return { exitCode: process.exitCode, failure: said.map((line) => JSON.parse(line).code) };
}

/** What a person sees of a script. */
async function printed(script: Partial<Script>, argv: readonly string[] = []) {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += stripVTControlCharacters(String(text));
      return true;
    }),
  );
  await runScript({ name: 'store:try', about, run: async () => 0, ...script }, argv);
  for (const spy of spies) spy.mockRestore();
  return written;
}

describe('runScript', () => {
  afterEach(() => {
    process.exitCode = undefined;
    // A process runs one script, whose listener stays.
    process.stdout.removeAllListeners('error');
  });

  it('passes the exit code on', async () => {
    expect(await outcomeOf(async () => 7)).toEqual({ exitCode: 7, failure: [] });
  });

  it('ends with 2 where the arguments are wrong', async () => {
    const wrong = { exitCode: 2, failure: ['BAD_ARGUMENT'] };
    expect(await outcomeOf(async () => 0, ['--nonsense'])).toEqual(wrong);
    expect(await outcomeOf(async () => 0, ['extra'])).toEqual(wrong);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'reports %s as an interruption with exit code %i, whatever the interrupted work raised',
    async (signal, exitCode) => {
      const interrupted = async () => {
        process.emit(signal, signal);
        throw new Error('The operation was aborted');
      };
      expect(await outcomeOf(interrupted)).toEqual({ exitCode, failure: ['INTERRUPTED'] });
    },
  );

  it('leaves Ctrl-C to a program that has the terminal', async () => {
    const handedOver: Script['run'] = async ({ handOver, signal }) => {
      handOver();
      process.emit('SIGINT', 'SIGINT');
      return signal.aborted ? 1 : 5;
    };
    expect(await outcomeOf(handedOver)).toEqual({ exitCode: 5, failure: [] });
  });

  it('ends quietly where nobody reads the output any more', async () => {
    const unread = async () => {
      process.stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      throw new Error('The operation was aborted');
    };
    expect(await outcomeOf(unread)).toEqual({ exitCode: 141, failure: [] });
  });

  it('says what became of the interrupted work, if anything did', async () => {
    const interrupted = async () => {
      process.emit('SIGINT', 'SIGINT');
      throw new Error('aborted');
    };
    expect((await printed({ run: interrupted, interrupted: 'The task was stopped.' })).stderr).toContain(
      'Interrupted [INTERRUPTED]\n  The task was stopped.',
    );
    expect((await printed({ run: interrupted })).stderr).toMatch(/Interrupted \[INTERRUPTED\]\n$/);
  });

  it('says no more about an unknown option than that', async () => {
    expect((await printed({}, ['--foo'])).stderr).toContain(
      "store:try: Unknown option '--foo' [BAD_ARGUMENT]",
    );
  });

  it('lists the variables that the script reads, and examples, in its help', async () => {
    const script = { variables: { STORE_KIND: 'which store' }, examples: ['-- bin/rails about'] };
    const { stdout } = await printed(script, ['--help']);
    expect(stdout).toContain('Variables:\n  STORE_KIND               which store\n');
    expect(stdout).toContain('Examples:\n  npx -y pnpm@12 store:try -- bin/rails about\n');
    expect((await printed({ name: 'docs:try' }, ['--help'])).stdout).not.toContain('Variables');
  });

  it('lists the variables that all scripts read', async () => {
    expect((await printed({}, ['--help'])).stdout).toContain('  PARITY_ENVIRONMENT ');
    expect((await printed({ name: 'local:try' }, ['--help'])).stdout).toContain('  DOCKER_HOST ');
  });

  const broken: Script['run'] = async () => {
    throw new Error('broken', { cause: new Error('rotten') });
  };
  const failed: Script['run'] = async () => {
    throw new Failure('NOT_DONE', 'Nothing was done');
  };

  it('puts the stack trace of a bug into the JSON, with the errors underneath', async () => {
    const { stderr } = await printed({ run: broken }, ['--json']);
    expect(JSON.parse(stderr)).toMatchObject({
      code: 'UNEXPECTED',
      stack: expect.stringMatching(/^Error: broken\n {4}at [\s\S]*\nCaused by: Error: rotten\n {4}at /),
    });
  });

  it('says that AWS refused something, which is no bug, in the words of AWS', async () => {
    const refused = Object.assign(new Error('Too many.'), { name: 'QuotaExceeded', $fault: 'client' });
    const run: Script['run'] = () => Promise.reject(refused);
    const { stderr } = await printed({ run }, ['--json']);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'AWS_REFUSED', message: 'QuotaExceeded: Too many.' });
    expect(JSON.parse(stderr)).not.toHaveProperty('stack');
  });

  it('puts the stack trace of a failure into the JSON when asked for it', async () => {
    const { stderr } = await printed({ run: failed }, ['--json', '--debug']);
    expect(JSON.parse(stderr).stack).toMatch(/^Failure: Nothing was done\n {4}at /);
    expect(JSON.parse((await printed({ run: failed }, ['--json'])).stderr)).not.toHaveProperty('stack');
  });

  it('prints the stack trace below the failure for a person', async () => {
    const { stderr } = await printed({ run: failed }, ['--debug']);
    expect(stderr).toMatch(/Nothing was done \[NOT_DONE\]\nFailure: Nothing was done\n {4}at /);
  });

  it('leaves the options of a command behind -- to the command', async () => {
    const { stderr } = await printed({ operands: '-- COMMAND', run: failed }, [
      '--',
      'foo',
      '--json',
      '--debug',
    ]);
    expect(stderr).toBe('\n✖ Nothing was done [NOT_DONE]\n');
  });

  it('leaves them to the command where its own arguments are wrong, too', async () => {
    const wrong = await printed({ operands: '-- COMMAND' }, ['--nonsense', '--', 'foo', '--json']);
    expect(wrong.stderr).toContain("✖ store:try: Unknown option '--nonsense'");
    const asked = await printed({ operands: '-- COMMAND' }, ['--json', '--nonsense', '--', 'foo']);
    expect(JSON.parse(asked.stderr)).toMatchObject({ code: 'BAD_ARGUMENT' });
  });

  it('refuses an option that is given more than once, unless it has several values', async () => {
    const options = {
      env: { type: 'string', about: 'where' },
      parameter: { type: 'string', multiple: true, about: 'values' },
    } as const;
    const twice = await printed({ options }, ['--env', 'local', '--env=staging']);
    expect(twice.stderr).toContain('store:try: --env was given more than once [BAD_ARGUMENT]');
    const several = await printed({ options }, ['--parameter', 'A=1', '--parameter', 'B=2']);
    expect(several.stderr).toBe('');
  });

  it('keeps the own error of the work about an interruption', async () => {
    const stopped = async () => {
      process.emit('SIGINT', 'SIGINT');
      throw new Failure('NOT_CONFIRMED', 'Nothing was deleted');
    };
    expect(await outcomeOf(stopped)).toEqual({ exitCode: 1, failure: ['NOT_CONFIRMED'] });
  });
});
