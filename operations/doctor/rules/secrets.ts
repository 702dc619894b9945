import { reasonsMatching } from '../failed-tasks.ts';
import type { Rule } from './rule.ts';

const cannotRetrieve = /secrets? from (asm|ssm)|retrieve secrets?|secretsmanager|ssm:|Secrets Manager/i;

/**
 * A secret or a parameter that a task cannot be given.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export const secrets: Rule = ({ services }) =>
  services.flatMap((service) => {
    const evidence = reasonsMatching(service, cannotRetrieve);
    if (evidence.length === 0) return [];
    const [reason, advice] = why(evidence.join(' '));
    const says = `Tasks of ${service.name} do not start because a secret cannot be read: ${reason}.`;
    return [{ cause: 'secrets', weight: 'cause', about: service.name, says, evidence, advice }];
  });

function why(text: string): readonly [reason: string, advice: readonly string[]] {
  if (/AccessDenied|not authorized/i.test(text)) {
    return [
      'the execution role may not',
      [
        'Allow the execution role secretsmanager:GetSecretValue (or ssm:GetParameters) on the secret that the message names, and kms:Decrypt on its key.',
      ],
    ];
  }
  if (/json key|did not contain|invalid character/i.test(text)) {
    return [
      'it has no such key',
      ['Add the key to the JSON of the secret, or name another one in the task definition.'],
    ];
  }
  if (/marked for deletion|scheduled for deletion|InvalidRequestException/i.test(text)) {
    return [
      'it is scheduled for deletion',
      ['Restore it: aws secretsmanager restore-secret --secret-id NAME'],
    ];
  }
  if (/ResourceNotFound|can.t find|not found|does not exist|invalid ?parameters/i.test(text)) {
    return [
      'it does not exist',
      [
        'Create the secret that the message names, or correct its ARN in the task definition, and start a new deployment.',
      ],
    ];
  }
  if (/timeout|timed out|deadline|context canceled|dial tcp/i.test(text)) {
    return [
      'Secrets Manager is out of reach',
      [
        'Check that the private subnets have a route to a NAT gateway or a VPC endpoint, and that the security group of the tasks lets HTTPS (443) out.',
      ],
    ];
  }
  return ['the message of ECS says more', ['Look at the secret that the message names.']];
}
