import type { ServiceFacts } from '../doctor-facts.ts';
import { reasonsMatching } from '../failed-tasks.ts';
import type { Rule } from './rule.ts';
import { deployAgain, describeDefinition, replaceTasks } from './service-commands.ts';

const cannotRetrieve = /secrets? from (asm|ssm)|retrieve secrets?|secretsmanager|ssm:|Secrets Manager/i;

/**
 * A secret or a parameter that a task cannot be given.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export const secrets: Rule = ({ services, environment }) =>
  services.flatMap((service) => {
    const evidence = reasonsMatching(service, cannotRetrieve);
    if (evidence.length === 0) return [];
    const [reason, advice] = why(evidence.join(' '), service, environment);
    const says = `Tasks of ${service.name} do not start because a secret cannot be read: ${reason}.`;
    return [{ cause: 'secrets', weight: 'cause', about: service.name, says, evidence, advice }];
  });

function why(
  text: string,
  service: ServiceFacts,
  environment: string,
): readonly [reason: string, advice: readonly string[]] {
  const renew = `Then replace the tasks: ${replaceTasks(service)}`;
  if (/AccessDenied|not authorized/i.test(text)) {
    return [
      'the execution role may not',
      [
        `Allow the execution role secretsmanager:GetSecretValue (or ssm:GetParameters) on the secret that the message names, and kms:Decrypt on its key. The definition does for its own secrets: ${deployAgain(environment)}`,
      ],
    ];
  }
  if (/json key|did not contain|invalid character/i.test(text)) {
    return [
      'it has no such key',
      [
        `See which key of which secret is asked for: ${describeDefinition(service)} --query 'taskDefinition.containerDefinitions[].secrets'`,
        `Add the key to the JSON of the secret: aws secretsmanager put-secret-value --secret-id ${named(text)} --secret-string file://secret.json`,
        renew,
      ],
    ];
  }
  if (/marked for deletion|scheduled for deletion|InvalidRequestException/i.test(text)) {
    return [
      'it is scheduled for deletion',
      [`Restore it: aws secretsmanager restore-secret --secret-id ${named(text)}`, renew],
    ];
  }
  if (/ResourceNotFound|can.t find|not found|does not exist|invalid ?parameters/i.test(text)) {
    return [
      'it does not exist',
      [
        `See the ARN that is asked for: ${describeDefinition(service)} --query 'taskDefinition.containerDefinitions[].secrets'`,
        `Create that secret, or correct its ARN in stack/, and deploy: ${deployAgain(environment)}`,
      ],
    ];
  }
  if (/timeout|timed out|deadline|context canceled|dial tcp/i.test(text)) {
    return [
      'Secrets Manager is out of reach',
      [
        `Check that the private subnets have a route to a NAT gateway or a VPC endpoint (aws ec2 describe-route-tables), and that the security group of the tasks lets HTTPS (443) out. The definition has both: ${deployAgain(environment)}`,
      ],
    ];
  }
  return [
    'the message of ECS says more',
    [`Look at the secret that the message names: ${describeDefinition(service)}`],
  ];
}

/** The ARN in a message, without the key that may follow it. */
const named = (text: string): string =>
  /arn:[\w-]+:secretsmanager:[\w-]+:\d+:secret:[\w/+=.@-]+/.exec(text)?.[0] ?? 'NAME';
