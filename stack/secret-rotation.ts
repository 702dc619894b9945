import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Duration } from 'aws-cdk-lib/core';

/** The same characters that `ExcludePunctuation` leaves out: the password stands in a URL. */
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Changes the database's password every 30 days. */
export function rotatePassword(database: DatabaseInstance): void {
  database.addRotationSingleUser({
    automaticallyAfter: Duration.days(30),
    excludeCharacters: punctuation,
    rotateImmediatelyOnUpdate: false,
  });
}
