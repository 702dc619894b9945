import { command } from '../../../failure/command.ts';
import { environmentOptions } from '../../../operations/environment-options.ts';
import type { Target } from '../../../operations/target.ts';
import type { WhereToLook } from '../../../operations/where-to-look.ts';

/** Where to look when services do not get steady. */
export async function hintsFor(target: Target): Promise<WhereToLook> {
  if (target.environment === 'local') {
    return {
      slow: `See: ${command('local:status')}, ${command('local:logs')} web`,
      failed: (service, task) => {
        const source = logName(service, task);
        return `Events: ${command('local:status')}. Full log: ${command('local:logs')} ${source}`;
      },
    };
  }
  const env = await environmentOptions(target);
  return {
    slow: `See: ${command('store:status')} ${env}, ${command('store:logs')} ${env}`,
    failed: (service, task) => {
      const source = logName(service, task);
      return `Cause: ${command('store:status')} ${env}. Full log: ${command('store:logs')} ${source} ${env}`;
    },
  };
}

/** The task's own log: other tasks of the service may write much more. */
function logName(service: string, task: string | undefined): string {
  return task?.slice(0, 8) ?? service;
}
