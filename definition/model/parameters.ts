/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html */
export interface StoredParameter {
  readonly logicalId: string;
  /** Its name in Parameter Store. */
  readonly name: string;
}
