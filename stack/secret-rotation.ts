import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { CfnApplication } from 'aws-cdk-lib/aws-sam';
import { CfnRotationSchedule, type ISecret, type SecretRotation } from 'aws-cdk-lib/aws-secretsmanager';

/** The same characters that `ExcludePunctuation` leaves out: the password stands in a URL. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The hour of the first of each month, in UTC, in which the password changes: the night in Singapore. */
export const rotationHour = 18;

/** Changes the database's password once a month, in a known hour; gives the name of the function that does so. */
export function rotatePassword(database: DatabaseInstance, secret: ISecret): string {
  const rotation = database.addRotationSingleUser({
    excludeCharacters: punctuation,
    rotateImmediatelyOnUpdate: false,
  });
  for (const construct of secret.node.findAll()) {
    if (construct instanceof CfnRotationSchedule) construct.rotationRules = rotationRules;
  }
  return functionName(rotation);
}

/** AWS's application makes the function; its name is a parameter of the application. */
function functionName(rotation: SecretRotation): string {
  const [name] = rotation.node
    .findAll()
    .filter((construct) => construct instanceof CfnApplication)
    .flatMap(({ parameters }) =>
      parameters && 'functionName' in parameters ? [String(parameters.functionName)] : [],
    );
  if (name === undefined) throw new Error('The rotation has no application with a parameter functionName');
  return name;
}

const rotationRules = { scheduleExpression: `cron(0 ${rotationHour} 1 * ? *)`, duration: '1h' };
