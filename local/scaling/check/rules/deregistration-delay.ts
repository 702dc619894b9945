import type { CheckInput } from '../check-input.ts';
import type { Finding } from '../finding.ts';
import { shown } from '../words.ts';

/**
 * ECS waits for the deregistration delay before it stops a task; a request that takes longer is cut off.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
 */
export function deregistrationDelay({ services }: CheckInput): readonly Finding[] {
  return services.flatMap(({ name, targets, facts: { requestSeconds } }) =>
    targets.flatMap(({ logicalId, deregistrationDelaySeconds: delay }) =>
      delay >= requestSeconds
        ? []
        : [
            {
              rule: 'deregistration-delay' as const,
              logicalId,
              message: `The load balancer gives requests to ${name} ${delay} s to finish, but the server gives them ${shown(requestSeconds)} s.`,
              mend: `Set the deregistration delay to ${Math.ceil(requestSeconds)} s or more.`,
              numbers: { deregistrationDelaySeconds: delay, requestSeconds },
            },
          ],
    ),
  );
}
