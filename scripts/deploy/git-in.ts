import { run } from '../../local/processes/run.ts';
import type { Git } from '../../operations/guards/committed-tree.ts';

/** Git in a checkout; a question that it would ask is an error. */
export function gitIn(checkout: string): Git {
  return async (args) => {
    const { exitCode, stdout } = await run('git', args, {
      ...{ cwd: checkout, allowFailure: true },
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0' },
    });
    return exitCode === 0 ? stdout : undefined;
  };
}
