import type { CheckInput } from '../check-input.ts';
import type { Finding } from '../finding.ts';
import { shown } from '../words.ts';

/** What ECS allows on Fargate. */
const longest = 120;

/**
 * A container that has not ended this long after SIGTERM is killed: the server's own time for that has to be shorter.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function stopTimeout({ services }: CheckInput): readonly Finding[] {
  return services.flatMap(({ name, logicalId, containers, facts }) =>
    containers.flatMap(({ name: container, stopTimeoutSeconds }) =>
      stopTimeoutSeconds > facts.shutdownSeconds
        ? []
        : [
            {
              rule: 'stop-timeout' as const,
              logicalId,
              message: `Container ${container} of ${name} is killed ${stopTimeoutSeconds} s after SIGTERM, but may take ${shown(facts.shutdownSeconds)} s to finish its work.`,
              mend: mend(facts.shutdownSeconds),
              numbers: { stopTimeoutSeconds, shutdownSeconds: facts.shutdownSeconds },
            },
          ],
    ),
  );
}

function mend(shutdownSeconds: number): string {
  const wanted = Math.ceil(shutdownSeconds) + 5;
  return wanted <= longest
    ? `Set the stop timeout to ${wanted} s, or let the server give up sooner.`
    : `Let the server give up within less than ${longest} s, the longest stop timeout on Fargate.`;
}
