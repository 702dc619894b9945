import { z } from 'zod';
import type { LifecycleRule } from '../../model/bucket.ts';
import { present } from '../../properties/present.ts';
import { flag, keyValues, number, text } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';

const oneStorageClass = 'The local S3 server has a single storage class.';
const days = number.refine(
  (value) => Number.isInteger(value) && value > 0,
  'expected a number of whole days',
);

/** `Glacier` is the older spelling that CloudFormation still takes. */
const storageClasses = [
  ...['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'Glacier', 'GLACIER_IR'],
  'DEEP_ARCHIVE',
];
const storageClass = z.enum(storageClasses);

/** Objects may move on the day they are made. */
const transitionDays = number.refine((value) => Number.isInteger(value) && value >= 0, 'expected whole days');

const transition = z
  .strictObject({
    StorageClass: storageClass,
    TransitionDate: text.optional(),
    TransitionInDays: transitionDays.optional(),
  })
  .refine(
    ({ TransitionDate: date, TransitionInDays: inDays }) => (date === undefined) !== (inDays === undefined),
    'set either a number of days or a date',
  );

const noncurrentTransition = z.strictObject({
  StorageClass: storageClass,
  TransitionInDays: transitionDays,
  NewerNoncurrentVersions: number.optional(),
});

const properties = z.strictObject({
  Id: text.refine((id) => id.length <= 255, 'an ID has at most 255 characters').optional(),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: text.default(''),
  TagFilters: keyValues.default({}),
  ObjectSizeGreaterThan: number.optional(),
  ObjectSizeLessThan: number.optional(),
  ExpirationInDays: days.optional(),
  ExpirationDate: z.coerce
    .date('expected a date')
    .refine((date) => date.getTime() % 86_400_000 === 0, 'objects expire at midnight UTC')
    .optional(),
  ExpiredObjectDeleteMarker: flag.optional(),
  NoncurrentVersionExpiration: z
    .strictObject({ NoncurrentDays: days, NewerNoncurrentVersions: number.optional() })
    .optional(),
  NoncurrentVersionExpirationInDays: days.optional(),
  AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: days }).optional(),
  Transition: recorded(oneStorageClass, transition),
  Transitions: recorded(oneStorageClass, z.array(transition)),
  NoncurrentVersionTransition: recorded(oneStorageClass, noncurrentTransition),
  NoncurrentVersionTransitions: recorded(oneStorageClass, z.array(noncurrentTransition)),
});

type Properties = z.output<typeof properties>;

/**
 * A lifecycle rule; one that only moves objects to another storage class has no action here.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html
 */
export const lifecycleRule = properties
  .refine(
    ({ ExpirationInDays, ExpirationDate }) => ExpirationInDays === undefined || ExpirationDate === undefined,
    { error: 'set either a number of days or a date, not both', path: ['ExpirationDate'] },
  )
  .refine(hasAction, 'a rule needs an action')
  .transform(toRule);

const actions = [
  'ExpirationInDays',
  'ExpirationDate',
  'ExpiredObjectDeleteMarker',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionExpirationInDays',
  'AbortIncompleteMultipartUpload',
  'Transition',
  'Transitions',
  'NoncurrentVersionTransition',
  'NoncurrentVersionTransitions',
] as const satisfies readonly (keyof Properties)[];

function hasAction(rule: Properties): boolean {
  return actions.some((action) => rule[action] !== undefined);
}

function toRule(rule: Properties): LifecycleRule {
  return present({
    id: rule.Id,
    status: rule.Status,
    prefix: rule.Prefix,
    tags: rule.TagFilters,
    largerThanBytes: rule.ObjectSizeGreaterThan,
    smallerThanBytes: rule.ObjectSizeLessThan,
    expirationDays: rule.ExpirationInDays,
    expirationDate: rule.ExpirationDate?.toISOString(),
    expiredObjectDeleteMarker: rule.ExpiredObjectDeleteMarker,
    noncurrentExpiration: noncurrentExpiration(rule),
    abortIncompleteUploadDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
  });
}

/** `NoncurrentVersionExpirationInDays` is the older way to write the days alone. */
function noncurrentExpiration(rule: Properties): LifecycleRule['noncurrentExpiration'] {
  const { NoncurrentVersionExpiration: written, NoncurrentVersionExpirationInDays: older } = rule;
  if (written !== undefined) {
    return present({ days: written.NoncurrentDays, newerVersions: written.NewerNoncurrentVersions });
  }
  return older === undefined ? undefined : { days: older };
}
