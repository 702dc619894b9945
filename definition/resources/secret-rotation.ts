import { z } from 'zod';
import type { SecretRotation } from '../model/secrets.ts';
import { readProperties } from '../properties/read-properties.ts';
import { rejectDuplicates } from '../properties/reject-duplicates.ts';
import { flag, number, text } from '../properties/scalars.ts';
import { recorded } from '../properties/standing.ts';
import { uniqueList } from '../properties/unique-list.ts';
import { type ResolvedTemplate, resourcesOfType } from '../resolution/resolved-template.ts';
import { secretWithId } from './secret-use.ts';

const onlyWhenAsked = 'A secret is rotated only when it is asked for: `aws secretsmanager rotate-secret`.';
const ofPartners = 'Secrets of AWS partners are not available locally.';
const noFunction = 'The control plane does what the function does; no Lambda function runs.';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-rotationschedule.html */
export const rotationScheduleSchema = z.strictObject({
  SecretId: text,
  RotationLambdaARN: text.optional(),
  HostedRotationLambda: z
    .strictObject({
      RotationType: text,
      ExcludeCharacters: text.optional(),
      KmsKeyArn: recorded(noFunction, text),
      MasterSecretArn: recorded('The secret names it itself, as `masterarn`.', text),
      MasterSecretKmsKeyArn: recorded(noFunction, text),
      RotationLambdaName: recorded(noFunction, text),
      Runtime: recorded(noFunction, text),
      SuperuserSecretArn: recorded('The secret names it itself, as `masterarn`.', text),
      SuperuserSecretKmsKeyArn: recorded(noFunction, text),
      VpcSecurityGroupIds: recorded(noFunction, text),
      VpcSubnetIds: recorded(noFunction, text),
    })
    .optional(),
  RotationRules: recorded(
    onlyWhenAsked,
    z.strictObject({
      AutomaticallyAfterDays: number.optional(),
      Duration: text.optional(),
      ScheduleExpression: text.optional(),
    }),
  ),
  RotateImmediatelyOnUpdate: recorded(onlyWhenAsked, flag),
  ExternalSecretRotationMetadata: recorded(
    ofPartners,
    uniqueList(z.strictObject({ Key: text, Value: text }), 'Key'),
  ),
  ExternalSecretRotationRoleArn: recorded(ofPartners, text),
});

/** The parameters of an application of AWS that makes a rotation function. */
const applicationSchema = z.looseObject({
  Location: z.looseObject({ ApplicationId: z.string() }),
  Parameters: z.looseObject({ excludeCharacters: z.string().optional() }).optional(),
});

/**
 * How each secret is rotated, by its logical id. Those of other stacks, and those of a function of one's own, are not
 * rotated locally.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html
 */
export function readRotations(template: ResolvedTemplate): ReadonlyMap<string, SecretRotation> {
  const schedules = resourcesOfType(template, 'AWS::SecretsManager::RotationSchedule').map((resource) => ({
    resource,
    properties: readProperties(resource, rotationScheduleSchema),
  }));
  rejectDuplicates(schedules, 'SecretId', ({ properties }) => properties.SecretId);
  return new Map(
    schedules.flatMap(({ properties }) => {
      const secret = secretWithId(template, properties.SecretId);
      const rotation = rotationOf(template, properties);
      return secret === undefined || rotation === undefined ? [] : [[secret.logicalId, rotation] as const];
    }),
  );
}

function rotationOf(
  template: ResolvedTemplate,
  { RotationLambdaARN, HostedRotationLambda }: z.output<typeof rotationScheduleSchema>,
): SecretRotation | undefined {
  if (HostedRotationLambda !== undefined) {
    const { RotationType, ExcludeCharacters } = HostedRotationLambda;
    return rotationBy(RotationType, ExcludeCharacters);
  }
  const application = resourcesOfType(template, 'AWS::Serverless::Application').find(
    ({ logicalId }) => template.values(logicalId, 'Outputs.RotationLambdaARN') === RotationLambdaARN,
  );
  const { Location, Parameters } = applicationSchema.safeParse(application?.properties).data ?? {};
  const name = Location?.ApplicationId.replace(/^.*\/SecretsManagerRDS/, '').replace('Rotation', '');
  return name === undefined ? undefined : rotationBy(name, Parameters?.excludeCharacters);
}

/** What the functions leave out of a password where they are not told. */
const defaultExclusion = '/@"\'\\';

function rotationBy(type: string, excludeCharacters = defaultExclusion): SecretRotation | undefined {
  if (type === 'PostgreSQLSingleUser') return { strategy: 'single-user', excludeCharacters };
  if (type === 'PostgreSQLMultiUser') return { strategy: 'alternating-users', excludeCharacters };
  return undefined;
}
