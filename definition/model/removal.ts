/**
 * What CloudFormation does with a resource that leaves the template, and with the old one when it is replaced.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export interface Removal {
  readonly whenDeleted: RemovalPolicy;
  readonly whenReplaced: RemovalPolicy;
}

export type RemovalPolicy = 'delete' | 'retain';
