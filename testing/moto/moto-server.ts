import { join } from 'node:path';
import { installFromPypi } from '../../local/processes/install-from-pypi.ts';
import { run } from '../../local/processes/run.ts';
import { eventually } from '../eventually.ts';
import { pypiCache } from '../pypi-cache.ts';

/** The mock of AWS, as PyPI has it. */
const moto = 'moto[server]==5.2.5';

/** A running moto, which is an empty AWS account. */
export interface MotoServer extends AsyncDisposable {
  readonly endpoint: string;
  /** What it has logged about a fault of its own since the last call: it answers these without a reason. */
  readonly takeFault: () => Promise<string>;
  /** Empties the account; the ids that it draws by lot are the same after each reset. */
  readonly reset: () => Promise<void>;
  /** Whether it asks IAM, as AWS does, for each request that has keys of its users; it does not when it starts. */
  readonly enforceIam: (isOn: boolean) => Promise<void>;
}

/** Starts moto on a free port of this machine. Raises `PROCESS_FAILED` where it cannot be installed or ends at once. */
export async function startMoto(accountId: string): Promise<MotoServer> {
  const packages = await installFromPypi(
    { requirement: moto, cache: pypiCache },
    { environment: process.env },
  );
  const { PATH, HOME } = process.env;
  const stop = new AbortController();
  const log: string[] = [];
  const started = Promise.withResolvers<string>();
  const ended = run('python3', [join(packages, 'bin', 'moto_server'), '-H', '127.0.0.1', '-p', '0'], {
    // Nothing of the machine's own AWS settings. The seed of hashes says in which order moto deletes resources.
    env: { PATH, HOME, PYTHONPATH: packages, PYTHONHASHSEED: '1', MOTO_ACCOUNT_ID: accountId },
    signal: stop.signal,
    onLine: (line) => {
      log.push(line);
      const [, endpoint] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? [];
      if (endpoint !== undefined) started.resolve(endpoint);
    },
  });
  ended.then(() => started.reject(new Error(`moto ended: ${log.join('\n')}`)), started.reject);
  const endpoint = await started.promise;
  const control = (path: string, body = '{}') =>
    fetch(`${endpoint}/moto-api/${path}`, { method: 'POST', body });
  // It would run functions in containers, of images from a registry.
  await control('config', JSON.stringify({ lambda: { use_docker: false } }));
  return {
    endpoint,
    reset: async () => {
      await control('reset');
      await control('seed?a=1');
    },
    enforceIam: async (isOn) => {
      // How many requests it does not ask for.
      await control('reset-auth', isOn ? '0' : 'inf');
    },
    takeFault: async () => {
      await eventually('moto to log its fault', async () => faultIn(log) !== undefined, 10_000);
      const fault = faultIn(log) ?? '';
      log.length = 0;
      return fault;
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await ended.catch(() => {});
    },
  };
}

/** The end of the first traceback of Python; undefined while it is not complete. */
function faultIn(log: readonly string[]): string | undefined {
  const trace = log.slice(log.indexOf('Traceback (most recent call last):') + 1 || log.length);
  const end = trace.findIndex((line) => /^\S/.test(line));
  return end === -1 ? undefined : trace.slice(Math.max(0, end - 3), end + 1).join('\n');
}
