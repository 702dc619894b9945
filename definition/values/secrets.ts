import { attributes, single, type ValuesByType } from './attributes.ts';
import { arnOf, idOf, nameOf, type ResourceView, textOf } from './resource-view.ts';

/**
 * The ARN without the six characters that Secrets Manager appends: Secrets Manager accepts it for the secret
 * of this name, and it stays the same when LocalStack is restarted.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
const secretArn = (resource: ResourceView) =>
  arnOf(resource, 'secretsmanager', `secret:${nameOf(resource, 'Name')}`);
const keyId = (resource: ResourceView) => {
  const digits = idOf(resource, '', 32);
  return [0, 8, 12, 16, 20].map((from, index) => digits.slice(from, [8, 12, 16, 20, 32][index])).join('-');
};
const keyArn = (resource: ResourceView) => arnOf(resource, 'kms', `key/${keyId(resource)}`);
const ofSecret = single((resource) => textOf(resource, 'SecretId'), 'Id');

/** Secrets Manager, SSM parameters and KMS. */
export const secretValues: ValuesByType = {
  'AWS::SecretsManager::Secret': single(secretArn, 'Id'),
  'AWS::SecretsManager::SecretTargetAttachment': ofSecret,
  'AWS::SecretsManager::RotationSchedule': ofSecret,
  'AWS::SecretsManager::ResourcePolicy': ofSecret,
  'AWS::Serverless::Application': (attribute, resource) => {
    if (attribute === 'Ref')
      return arnOf(resource, 'cloudformation', `stack/${resource.logicalId}/${idOf(resource, '', 8)}`);
    if (!attribute.startsWith('Outputs.')) return undefined;
    return arnOf(resource, 'lambda', `function:${resource.logicalId}`);
  },
  'AWS::SSM::Parameter': attributes({
    Ref: (resource) => nameOf(resource, 'Name'),
    Type: (resource) => textOf(resource, 'Type'),
    Value: (resource) => textOf(resource, 'Value'),
    Arn: (resource) => arnOf(resource, 'ssm', `parameter/${nameOf(resource, 'Name').replace(/^\//, '')}`),
  }),
  'AWS::KMS::Key': attributes({ Ref: keyId, KeyId: keyId, Arn: keyArn }),
  'AWS::KMS::Alias': attributes({ Ref: (resource) => textOf(resource, 'AliasName') }),
};
