import { command } from '../../../failure/command.ts';
import { environmentOptions } from '../../../operations/environment-options.ts';
import type { Target } from '../../../operations/target.ts';

/** Where to look when services do not get steady. */
export async function hintsFor(target: Target) {
  if (target.environment === 'local') {
    return {
      slow: `See: ${command('local:status')}, ${command('local:logs')} web`,
      failed: (service: string) =>
        `Events: ${command('local:status')}. Full log: ${command('local:logs')} ${service}`,
    };
  }
  const env = await environmentOptions(target);
  return {
    slow: `See: ${command('store:status')} ${env}, ${command('store:logs')} ${env}`,
    failed: (service: string) =>
      `Cause: ${command('store:status')} ${env}. Full log: ${command('store:logs')} ${service} ${env}`,
  };
}
