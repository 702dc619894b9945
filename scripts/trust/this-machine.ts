import { homedir } from 'node:os';
import { env, getuid, platform, stdin } from 'node:process';
import { run } from '../../local/processes/run.ts';
import type { TrustMachine } from '../../local/trust/trust-machine.ts';

/** This machine with its user. What an administrator runs is found even where the user's `PATH` has it not. */
export function thisMachine(say: (text: string) => void): TrustMachine {
  const variables = { ...env, PATH: `${env.PATH ?? ''}:/usr/sbin:/sbin` };
  return {
    platform,
    home: env.HOME ?? homedir(),
    root: '',
    isRoot: getuid?.() === 0,
    hasTerminal: stdin.isTTY === true,
    run: (program, args, { inherit = false } = {}) =>
      run(program, args, { env: variables, allowFailure: true, ...(inherit ? { inherit } : {}) }),
    say,
  };
}
