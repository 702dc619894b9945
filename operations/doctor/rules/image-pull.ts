import { reasonsMatching } from '../failed-tasks.ts';
import type { Rule } from './rule.ts';

const cannotPull =
  /CannotPull\w*Error|CannotPullContainer|pull image manifest|ecr:\w+|registry auth(?!.*secret)/i;

/**
 * An image that ECS cannot pull.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
export const imagePull: Rule = ({ services }) =>
  services.flatMap((service) => {
    const evidence = reasonsMatching(service, cannotPull);
    if (evidence.length === 0) return [];
    const [reason, advice] = why(evidence.join(' '));
    const says = `Tasks of ${service.name} do not start because their image cannot be pulled: ${reason}.`;
    return [{ cause: 'image-pull', weight: 'cause', about: service.name, says, evidence, advice }];
  });

const checkImages =
  'See which tags there are (aws ecr describe-images --repository-name NAME) and which one the task definition has (aws ecs describe-task-definition).';

function why(text: string): readonly [reason: string, advice: readonly string[]] {
  if (/not found|manifest unknown|does not exist/i.test(text)) {
    return [
      'it is not in the registry',
      [checkImages, 'Push the image, or go back to a release whose image is there.'],
    ];
  }
  if (/access ?denied|not authorized|no basic auth|403|unauthorized/i.test(text)) {
    return [
      'the registry refuses the execution role',
      [
        'Allow the execution role of the task ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer.',
      ],
    ];
  }
  if (/timeout|timed out|deadline|no route|dial tcp/i.test(text)) {
    return [
      'the registry is out of reach',
      [
        'Check that the private subnets have a route to a NAT gateway, and that the security group of the tasks lets HTTPS (443) out.',
      ],
    ];
  }
  if (/toomanyrequests|rate limit/i.test(text)) {
    return [
      'the registry answers that there were too many requests',
      ['Pull the image from ECR instead of a public registry.'],
    ];
  }
  if (/no space left/i.test(text)) {
    return [
      'it does not fit on the disk of the task',
      ['Give the task more ephemeral storage, or make the image smaller.'],
    ];
  }
  if (/platform|architecture|exec format/i.test(text)) {
    return [
      'it is not for the platform of the task',
      ['Build the image for the platform that the task definition has.'],
    ];
  }
  return ['the message of ECS says more', [checkImages]];
}
