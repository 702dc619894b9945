import { command } from '../../../failure/command.ts';
import { endedContainers, failedTasks } from '../failed-tasks.ts';
import type { Rule } from './rule.ts';
import { deployAgain } from './service-commands.ts';

/** What a container that was killed exits with: 128 and SIGKILL. */
const killed = 137;

/**
 * Containers that were killed because they took more memory than they may.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting.html
 */
export const memory: Rule = ({ services, environment }) =>
  services.flatMap((service) => {
    const env = `--env ${environment}`;
    const containers = failedTasks(service).flatMap((task) => task.containers);
    const certain = containers.filter(({ reason = '' }) => /OutOfMemory/i.test(reason));
    const likely = endedContainers(service).filter(({ exitCode }) => exitCode === killed);
    const found = certain.length > 0 ? certain : likely;
    const [first] = found;
    if (first === undefined) return [];
    const evidence = found.map(
      ({ name, exitCode, reason }) =>
        `${name}: exit code ${exitCode ?? 'unknown'}${reason === undefined ? '' : `, ${reason}`}`,
    );
    const says =
      certain.length > 0
        ? `The container ${first.name} of ${service.name} needs more memory than its task has.`
        : `The container ${first.name} of ${service.name} was killed, most likely because it needs more memory than its task has.`;
    return [
      {
        ...{ cause: 'memory', weight: 'cause', about: service.name, says },
        evidence: [...new Set(evidence)],
        advice: [
          `Give the task more memory in stack/, or the program fewer processes and threads (WEB_CONCURRENCY, RAILS_MAX_THREADS), and deploy: ${deployAgain(environment)}`,
          `If a release brought it, go back to the one before: ${command('store:rollback')} ${env}`,
          'Look at the memory before the end: the metric MemoryUtilization in AWS/ECS.',
        ],
      },
    ];
  });
