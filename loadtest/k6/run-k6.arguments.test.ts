import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';
import { type TemporaryFolder, temporaryFolder } from '../testing/temporary-folder.ts';
import { systemTags } from './read-point.ts';
import { type RunK6Options, runK6 } from './run-k6.ts';

function options(path: string, more: Partial<RunK6Options> = {}): RunK6Options {
  return {
    k6: { path, version: '1.1.0' },
    entry: 'visits.ts',
    environment: { PATH: '/usr/bin:/bin', K6_VUS: '9' },
    variables: {},
    windowMs: 1_000,
    ...more,
  };
}

function written(folder: TemporaryFolder, name: string): Promise<string> {
  return readFile(join(folder.path, name), 'utf8');
}

test('k6 gets the script as an argument, and variables in its environment alone', async () => {
  await using folder = await temporaryFolder();
  const path = await folder.program('k6', [
    `printf '%s\\n' "$@" > '${folder.path}/arguments'`,
    `env > '${folder.path}/environment'`,
  ]);
  const variables = { BASE_URL: 'http://127.0.0.1:1', PASSWORD: new Secret('hunter2') };
  const moreArguments = ['--execution-segment', '0:1/2'];
  await runK6(options(path, { variables, summaryFile: 'summary.json', moreArguments })).ended;
  expect((await written(folder, 'arguments')).split('\n').slice(0, -1)).toEqual([
    'run',
    ...['--quiet', '--no-color', '--log-format', 'raw', '--no-usage-report', '--no-thresholds'],
    ...['--address', '', '--system-tags', systemTags, '--out', 'json=-'],
    ...['--summary-export', 'summary.json', '--execution-segment', '0:1/2', 'visits.ts'],
  ]);
  const environment = (await written(folder, 'environment')).split('\n');
  expect(environment).toContain('BASE_URL=http://127.0.0.1:1');
  expect(environment).toContain('PASSWORD=hunter2');
  expect(environment.filter((line) => line.startsWith('K6_'))).toEqual(['K6_NO_USAGE_REPORT=true']);
});

test('a run with crossed thresholds is complete, and any other code is a death', async () => {
  await using folder = await temporaryFolder();
  const endings = [0, 99, 107, 108].map(async (code) => {
    const path = await folder.program(`k6-${code}`, [`exit ${code}`]);
    return (await runK6(options(path)).ended).k6.ended;
  });
  expect(await Promise.all(endings)).toEqual(['completed', 'completed', 'died', 'died']);
});

test('of what k6 said the last twenty lines are kept', async () => {
  await using folder = await temporaryFolder();
  const path = await folder.program('k6', ['seq 1 30 >&2', 'exit 107']);
  const { k6 } = await runK6(options(path)).ended;
  expect(k6.lastLines).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 11)));
});

test('of an error of a script its message is kept, without the places in its code', async () => {
  await using folder = await temporaryFolder();
  const said = [
    'printf "Error: no store\\n\\tat readStore (file:///a/read-store.ts:12:10(37))\\n" >&2',
    'exit 107',
  ];
  const { k6 } = await runK6(options(await folder.program('k6', said))).ended;
  expect(k6.lastLines).toEqual(['Error: no store']);
});

test('a point that is not understood ends k6 and is raised', async () => {
  await using folder = await temporaryFolder();
  const path = await folder.program('k6', [
    `echo '{"metric":"vus","type":"Point","data":1}'`,
    'exec sleep 60',
  ]);
  await expect(runK6(options(path)).ended).rejects.toMatchObject({ code: 'K6_OUTPUT_UNKNOWN' });
});

test('a line that was cut off when k6 died is not taken for a point', async () => {
  await using folder = await temporaryFolder();
  const path = await folder.program('k6', [`printf '{"metric":"vus","type":"Point","da'`, 'kill -9 $$']);
  expect(await runK6(options(path)).ended).toMatchObject({ k6: { ended: 'died' }, load: { windows: [] } });
});

test('k6 is not started after an abort', async () => {
  const abort = new AbortController();
  const reason = new Failure('INTERRUPTED', 'Interrupted');
  abort.abort(reason);
  expect(() => runK6(options('/no/k6', { signal: abort.signal }))).toThrow(reason);
});

test('a k6 that is not there is a failure', async () => {
  await expect(runK6(options('/no/k6')).ended).rejects.toMatchObject({ code: 'PROCESS_FAILED' });
});
