import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { CfnApplication } from 'aws-cdk-lib/aws-sam';
import { CfnRotationSchedule, type ISecret, type SecretRotation } from 'aws-cdk-lib/aws-secretsmanager';
import type { Secrets } from './secrets.ts';

/** The same characters that `ExcludePunctuation` leaves out: the password stands in a URL. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The hour of the day, in UTC, in which passwords change: the night in Singapore. */
export const rotationHour = 18;

/** Days of the month. The store's user is changed by the master user, whose password must not change meanwhile. */
const days = { application: 1, master: 2 } as const;

/**
 * Changes the passwords of the database once a month, each in a known hour; gives the names of the functions that do
 * so. The store's changes between two users: whoever has read the one before the change signs in for another month.
 */
export function rotatePasswords(
  database: DatabaseInstance,
  { application, database: master }: Secrets,
): readonly string[] {
  const options = { excludeCharacters: punctuation, rotateImmediatelyOnUpdate: false };
  const secret = application.attach(database);
  const functions = [
    database.addRotationMultiUser('ApplicationRotation', { ...options, secret }),
    database.addRotationSingleUser(options),
  ];
  setDay(application, days.application);
  setDay(master, days.master);
  return functions.map(functionName);
}

function setDay(secret: ISecret, day: number): void {
  for (const construct of secret.node.findAll()) {
    if (!(construct instanceof CfnRotationSchedule)) continue;
    construct.rotationRules = { scheduleExpression: `cron(0 ${rotationHour} ${day} * ? *)`, duration: '1h' };
  }
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
