import type { DoctorFacts, SecretFacts } from '../doctor-facts.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from './rule.ts';

/** A rotation may be late by a day before it counts as failed. */
const graceMs = 24 * 3_600_000;

/**
 * Secrets that are about to be deleted, and rotations that did not come to their end.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html
 */
export const secretState: Rule = (facts) =>
  facts.secrets.isKnown ? facts.secrets.value.flatMap((secret) => of(secret, facts)) : [];

function of(secret: SecretFacts, { atMs }: DoctorFacts): readonly Finding[] {
  const { name, deletedMs, rotates, nextRotationMs, hasPendingVersion } = secret;
  if (deletedMs !== undefined) {
    return [
      {
        ...{ cause: 'secrets', weight: 'cause', about: name },
        says: `The secret ${name} is scheduled for deletion: no new task can read it.`,
        evidence: [`DeletedDate: ${new Date(deletedMs).toISOString()}`],
        advice: [`Restore it: aws secretsmanager restore-secret --secret-id ${name}`],
      },
    ];
  }
  const isLate = rotates && nextRotationMs !== undefined && atMs - nextRotationMs > graceMs;
  if (!isLate && !hasPendingVersion) return [];
  return [
    {
      ...{ cause: 'secret-rotation', weight: 'symptom', about: name },
      says: hasPendingVersion
        ? `A rotation of the secret ${name} did not come to its end.`
        : `The secret ${name} was not rotated when it was due.`,
      evidence: [
        ...(hasPendingVersion ? ['A version has the label AWSPENDING and not AWSCURRENT'] : []),
        ...(isLate ? [`NextRotationDate: ${new Date(nextRotationMs).toISOString()}`] : []),
      ],
      advice: [
        'Look at the log of the rotation function: /aws/lambda/...',
        `Rotate it again: aws secretsmanager rotate-secret --secret-id ${name}`,
      ],
    },
  ];
}
