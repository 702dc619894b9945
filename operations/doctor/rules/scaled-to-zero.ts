import { command } from '../../../failure/command.ts';
import type { Rule } from './rule.ts';

/** Services that are told to run no task: what else is seen of them follows from that, or is of the past. */
export const scaledToZero: Rule = ({ services, environment }) => {
  const env = `--env ${environment}`;
  return services
    .filter(({ desired }) => desired === 0)
    .map(({ name }) => ({
      ...({ cause: 'too-few-tasks', weight: 'cause', about: name } as const),
      says: `${name} is scaled to 0 tasks.`,
      evidence: ['desiredCount: 0'],
      advice: [`If that is not meant: ${command('store:scale')} ${name}=2 ${env}`],
    }));
};
