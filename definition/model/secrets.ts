import type { Removal } from './removal.ts';

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export interface SecretDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly removal: Removal;
  /** How the value is made: once, and then kept. */
  readonly generate?: GenerateSecretString;
  /** The value that the template itself gives. */
  readonly value?: string;
  /** Logical id of the database whose connection details a target attachment adds. */
  readonly attachedDatabase?: string;
  /** How the password of a user of PostgreSQL is changed. */
  readonly rotation?: SecretRotation;
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets_strategies.html */
export interface SecretRotation {
  readonly strategy: 'single-user' | 'alternating-users';
  readonly excludeCharacters: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html */
export interface GenerateSecretString {
  readonly secretStringTemplate?: string;
  readonly generateStringKey?: string;
  readonly passwordLength: number;
  readonly excludeCharacters: string;
  readonly excludeLowercase: boolean;
  readonly excludeUppercase: boolean;
  readonly excludeNumbers: boolean;
  readonly excludePunctuation: boolean;
  readonly includeSpace: boolean;
  readonly requireEachIncludedType: boolean;
}
