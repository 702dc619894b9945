import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { CfnApplication } from 'aws-cdk-lib/aws-sam';
import { CfnRotationSchedule, type ISecret, type SecretRotation } from 'aws-cdk-lib/aws-secretsmanager';
import { acknowledge } from './acknowledge.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** The same characters that `ExcludePunctuation` leaves out: the password stands in a URL. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The hour of the day, in UTC, in which passwords change: the night in Singapore. */
export const rotationHour = 18;

/** Days of the month. The store's user is changed by the master user, whose password must not change meanwhile. */
const days = { application: 1, master: 2 } as const;

/**
 * Changes the passwords of the database once a month, each in a known hour; gives the names of the functions that do
 * so, by whose password it is. The store's changes between two users: whoever has read the one before the change signs
 * in for another month. It begins with the first tasks: Secrets Manager tests a rotation when it is made, and before
 * that the set-up has not made the user.
 */
export function rotatePasswords(
  database: DatabaseInstance,
  { application, database: master }: Secrets,
  { runsTasks }: Pick<Settings, 'runsTasks'>,
): Readonly<Record<string, string>> {
  const options = { excludeCharacters: punctuation, rotateImmediatelyOnUpdate: false };
  const secret = application.attach(database);
  const ofStore = runsTasks
    ? { Store: functionName(database.addRotationMultiUser('ApplicationRotation', { ...options, secret })) }
    : {};
  if (!runsTasks) acknowledge(application, { SMG4: 'It is rotated once the set-up has made its user.' });
  const ofMaster = { Master: functionName(database.addRotationSingleUser(options)) };
  setDay(application, days.application);
  setDay(master, days.master);
  return { ...ofStore, ...ofMaster };
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
