import { unencryptedAtRest } from '../../../definition/properties/common-reasons.ts';
import type { Rows } from '../provision.ts';

/** Secrets Manager, SSM parameters and KMS. */
export const secretRows: Rows = {
  'AWS::SecretsManager::Secret': {
    provider: 'localstack',
    faithfulness: 'as-aws',
    why: 'Values come from the template, or are generated once by its rules and kept in the environment’s state.',
    // Without a value, so that whoever reads it before the kept value is there finds none rather than a wrong one.
    localstack: { nameProperty: 'Name', refIsGenerated: true, withoutProperties: ['GenerateSecretString'] },
  },
  'AWS::SecretsManager::SecretTargetAttachment': {
    provider: 'localstack',
    faithfulness: 'as-aws',
    why: 'The connection details are added to the stored value of the secret.',
  },
  'AWS::SecretsManager::RotationSchedule': {
    provider: 'control-plane',
    faithfulness: 'approximated',
    why: '`aws secretsmanager rotate-secret` changes the password of a PostgreSQL user as AWS’s functions for one user and for alternating users do; nothing changes it by itself.',
  },
  'AWS::SecretsManager::ResourcePolicy': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'LocalStack does not enforce policies.',
  },
  'AWS::Serverless::Application': {
    provider: 'none',
    faithfulness: 'absent',
    why: 'Its functions run only on Lambda; the control plane does what those do that change passwords of PostgreSQL.',
    // The rotation of a secret says by it which function that is.
    placeholders: (attribute) => attribute !== 'Outputs.RotationLambdaARN',
  },
  'AWS::SSM::Parameter': {
    provider: 'localstack',
    faithfulness: 'as-aws',
    why: 'LocalStack stores it.',
    localstack: { nameProperty: 'Name' },
  },
  'AWS::KMS::Key': {
    provider: 'none',
    faithfulness: 'recorded',
    why: unencryptedAtRest,
  },
  'AWS::KMS::Alias': {
    provider: 'none',
    faithfulness: 'recorded',
    why: unencryptedAtRest,
  },
};
