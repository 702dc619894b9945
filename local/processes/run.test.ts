import { describe, expect, it } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { run } from './run.ts';

describe('run', () => {
  it('takes arguments as they are and gives what was written', async () => {
    expect(await run('printf', ['%s', '$HOME "x"'])).toEqual({
      exitCode: 0,
      stdout: '$HOME "x"',
      stderr: '',
    });
  });

  it('fails with the last words and the exit code of the program', async () => {
    await expect(run('sh', ['-c', 'echo no >&2; exit 7'])).rejects.toThrow(
      new Failure('PROCESS_FAILED', '`sh -c echo no >&2; exit 7` ended with exit code 7:\nno', {
        exitCode: 7,
      }),
    );
  });

  it('ends the program at an abort and raises its reason, not that the program was killed', async () => {
    const abort = new AbortController();
    const interrupted = new Failure('INTERRUPTED', 'Interrupted');
    const options = { signal: abort.signal, onLine: () => abort.abort(interrupted) };
    await expect(run('sh', ['-c', 'echo ready; exec sleep 60'], options)).rejects.toBe(interrupted);
  });

  it('tells how the program ended at an abort to who allows it to fail', async () => {
    const abort = new AbortController();
    const options = { signal: abort.signal, onLine: () => abort.abort(), allowFailure: true };
    const command = 'trap "exit 3" TERM; echo ready; while :; do sleep 0.01; done';
    expect(await run('sh', ['-c', command], options)).toMatchObject({ exitCode: 3 });
  });
});
