import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { CfnRotationSchedule, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';

/** The same characters that `ExcludePunctuation` leaves out: the password stands in a URL. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The hour of the first of each month, in UTC, in which the password changes: the night in Singapore. */
export const rotationHour = 18;

/** Changes the database's password once a month, in a known hour. */
export function rotatePassword(database: DatabaseInstance, secret: ISecret): void {
  database.addRotationSingleUser({ excludeCharacters: punctuation, rotateImmediatelyOnUpdate: false });
  for (const construct of secret.node.findAll()) {
    if (construct instanceof CfnRotationSchedule) construct.rotationRules = rotationRules;
  }
}

const rotationRules = { scheduleExpression: `cron(0 ${rotationHour} 1 * ? *)`, duration: '1h' };
