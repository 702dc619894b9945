import { join, resolve } from 'node:path';
import { type Finished, run } from '../local/processes/run.ts';
import { type StartedProcess, startProcess } from '../local/processes/start-process.ts';

const checkout = resolve(import.meta.dirname, '..');

export interface RunOptions {
  /** Variables on top of the environment's own. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly signal?: AbortSignal;
  readonly checkout?: string;
  readonly onLine?: (line: string) => void;
}

/** The toolkit as a user runs it: a script of the checkout, on an environment of the test's own. */
export interface Toolkit {
  readonly environmentName: string;
  readonly stateHome: string;
  /** Runs a script, such as `local:up`, and gives how it ended, whatever its exit code. */
  script(name: string, args?: readonly string[], options?: RunOptions): Promise<Finished>;
  /** Starts a script that runs beside the test, to be ended or killed. `onOutput` gets what it prints, as it comes. */
  begin(
    name: string,
    args: readonly string[],
    variables: Readonly<Record<string, string>>,
    onOutput?: (text: string) => void,
  ): StartedProcess;
  /** Runs a script that has to succeed and gives its standard output. */
  ok(name: string, args?: readonly string[], options?: RunOptions): Promise<string>;
}

/** The toolkit on an environment called `environmentName` with its state below `stateHome`. */
export function toolkit(environmentName: string, stateHome: string): Toolkit {
  const envWith = (variables: RunOptions['variables']) => ({
    ...process.env,
    PARITY_ENVIRONMENT: environmentName,
    XDG_STATE_HOME: stateHome,
    ...variables,
  });
  const programOf = (name: string) => [join('scripts', 'start.mjs'), name.replace(':', '-')];
  const script: Toolkit['script'] = (name, args = [], options = {}) =>
    run(process.execPath, [...programOf(name), ...args], {
      cwd: options.checkout ?? checkout,
      env: envWith(options.variables),
      allowFailure: true,
      ...(options.input === undefined ? {} : { input: options.input }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
    });
  return {
    environmentName,
    stateHome,
    script,
    begin: (name, args, variables, onOutput = () => {}) =>
      startProcess(process.execPath, [...programOf(name), ...args], {
        env: envWith(variables),
        onOutput,
        onErrorLine: () => {},
      }),
    ok: async (name, args, options) => {
      const finished = await script(name, args, options);
      if (finished.exitCode === 0) return finished.stdout;
      throw new Error(`${name} ended with ${finished.exitCode}:\n${finished.stderr}\n${finished.stdout}`);
    },
  };
}
