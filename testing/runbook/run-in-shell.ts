import { run } from '../../local/processes/run.ts';
import type { CliProgram } from './cli-program.ts';
import type { RunbookNames } from './runbook.ts';

/** Where the commands of the runbook go. */
export interface RunbookShell {
  readonly cli: CliProgram;
  readonly endpoint: string;
  readonly names: RunbookNames;
  /** Ends the command, which raises its reason. */
  readonly signal?: AbortSignal;
  /** Called with each line as it is printed. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a command of the runbook in a shell, as it is written: only the endpoint is added, which older CLIs take from no
 * variable. Gives what it printed. Raises `PROCESS_FAILED` with what it said.
 */
export async function runInShell(
  command: string,
  { cli, endpoint, names, signal, onLine }: RunbookShell,
): Promise<string> {
  const aws = 'aws() { "$RUNBOOK_CLI" "$@" --endpoint-url "$RUNBOOK_ENDPOINT"; }';
  // Files of the user's own could put another AWS CLI first.
  const shell = ['--noprofile', '--norc', '-euo', 'pipefail', '-c'];
  const { stdout } = await run('bash', [...shell, `${aws}\n${command}`], {
    ...(signal === undefined ? {} : { signal }),
    ...(onLine === undefined ? {} : { onLine }),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      RUNBOOK_CLI: cli.path,
      ...names,
      RUNBOOK_ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'ap-southeast-1',
      AWS_DEFAULT_OUTPUT: 'json',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_PAGER: '',
    },
  });
  return stdout.trim();
}
