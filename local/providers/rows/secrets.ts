import type { Rows } from '../realisation.ts';
import { arnOf, idOf, nameOf, type ResourceView, textOf } from '../resource-view.ts';
import { attributes, single } from './attributes.ts';

/**
 * The ARN without the six characters that Secrets Manager appends: it takes that for the secret of this name,
 * and it stays the same when LocalStack starts anew.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen
 */
const secretArn = (resource: ResourceView) =>
  arnOf(resource, 'secretsmanager', `secret:${nameOf(resource, 'Name')}`);
const keyId = (resource: ResourceView) => {
  const digits = idOf(resource, '', 32);
  return [0, 8, 12, 16, 20].map((from, index) => digits.slice(from, [8, 12, 16, 20, 32][index])).join('-');
};
const keyArn = (resource: ResourceView) => arnOf(resource, 'kms', `key/${keyId(resource)}`);
const ofSecret = single((resource) => textOf(resource, 'SecretId'));

/** Secrets Manager, SSM parameters and KMS. */
export const secretRows: Rows = {
  'AWS::SecretsManager::Secret': {
    player: 'localstack',
    faithfulness: 'as-aws',
    why: 'Values are those of the template, or generated once by its rules and kept in the environment’s state.',
    attributes: single(secretArn),
    localstack: { nameProperty: 'Name', refIsGenerated: true },
  },
  'AWS::SecretsManager::SecretTargetAttachment': {
    player: 'localstack',
    faithfulness: 'as-aws',
    why: 'The connection details are added to the kept value of the secret.',
    attributes: ofSecret,
  },
  'AWS::SecretsManager::RotationSchedule': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'Nothing rotates a secret that lives on one machine.',
    attributes: ofSecret,
  },
  'AWS::SecretsManager::ResourcePolicy': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'LocalStack does not enforce policies.',
    attributes: ofSecret,
  },
  'AWS::Serverless::Application': {
    player: 'not-realised',
    faithfulness: 'absent',
    why: 'Rotation functions come from a catalogue of AWS and run on Lambda only.',
    attributes: (attribute, resource) =>
      attribute === 'Ref'
        ? arnOf(resource, 'cloudformation', `stack/${resource.logicalId}/${idOf(resource, '', 8)}`)
        : arnOf(resource, 'lambda', `function:${resource.logicalId}`),
  },
  'AWS::SSM::Parameter': {
    player: 'localstack',
    faithfulness: 'as-aws',
    why: 'LocalStack keeps it.',
    attributes: attributes({
      Ref: (resource) => nameOf(resource, 'Name'),
      Type: (resource) => textOf(resource, 'Type'),
      Value: (resource) => textOf(resource, 'Value'),
    }),
    localstack: { nameProperty: 'Name' },
  },
  'AWS::KMS::Key': {
    player: 'not-realised',
    faithfulness: 'recorded',
    why: 'Nothing is encrypted at rest on the local side.',
    attributes: attributes({ Ref: keyId, KeyId: keyId, Arn: keyArn }),
  },
  'AWS::KMS::Alias': {
    player: 'not-realised',
    faithfulness: 'recorded',
    why: 'Nothing is encrypted at rest on the local side.',
    attributes: attributes({ Ref: (resource) => textOf(resource, 'AliasName') }),
  },
};
