import { command } from '../../../failure/command.ts';
import type { ServiceFacts } from '../doctor-facts.ts';
import { reasonsMatching } from '../failed-tasks.ts';
import type { Rule } from './rule.ts';
import { deployAgain, describeDefinition } from './service-commands.ts';

const cannotPull =
  /CannotPull\w*Error|CannotPullContainer|pull image manifest|ecr:\w+|registry auth(?!.*secret)/i;

/**
 * An image that ECS cannot pull.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
export const imagePull: Rule = ({ services, environment }) =>
  services.flatMap((service) => {
    const evidence = reasonsMatching(service, cannotPull);
    if (evidence.length === 0) return [];
    const [reason, advice] = why(evidence.join(' '), service, environment);
    const says = `Tasks of ${service.name} do not start because their image cannot be pulled: ${reason}.`;
    return [{ cause: 'image-pull', weight: 'cause', about: service.name, says, evidence, advice }];
  });

const whichImage = (service: ServiceFacts) =>
  `See which image the tasks have: ${describeDefinition(service)}`;

function why(
  text: string,
  service: ServiceFacts,
  environment: string,
): readonly [reason: string, advice: readonly string[]] {
  const env = `--env ${environment}`;
  if (/not found|manifest unknown|does not exist/i.test(text)) {
    return [
      'it is not in the registry',
      [
        `See which tags there are: aws ecr describe-images --repository-name spree-${environment} --query 'imageDetails[].imageTags'`,
        whichImage(service),
        `Release again, which pushes the image: ${command('store:release')} ${env}`,
        `Or go back to a release whose image is there: ${command('store:rollback')} ${env}`,
      ],
    ];
  }
  if (/access ?denied|not authorized|no basic auth|403|unauthorized/i.test(text)) {
    return [
      'the registry refuses the execution role',
      [
        `Allow the execution role of the task ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer. The definition does, so deploy it again: ${deployAgain(environment)}`,
      ],
    ];
  }
  if (/timeout|timed out|deadline|no route|dial tcp/i.test(text)) {
    return [
      'the registry is out of reach',
      [
        `Check that the private subnets have a route to a NAT gateway (aws ec2 describe-route-tables), and that the security group of the tasks lets HTTPS (443) out. The definition has both: ${deployAgain(environment)}`,
      ],
    ];
  }
  if (/toomanyrequests|rate limit/i.test(text)) {
    return [
      'the registry answers that there were too many requests',
      [`Pull the image from ECR instead of a public registry. ${whichImage(service)}`],
    ];
  }
  if (/no space left/i.test(text)) {
    return [
      'it does not fit on the disk of the task',
      [
        `Make the image smaller, or give the task more ephemeral storage in stack/, and deploy: ${deployAgain(environment)}`,
      ],
    ];
  }
  if (/platform|architecture|exec format/i.test(text)) {
    return [
      'it is not for the platform of the task',
      [
        `Release again, which builds the image for the platform of the definition: ${command('store:release')} ${env}`,
      ],
    ];
  }
  return ['the message of ECS says more', [whichImage(service)]];
}
