/** A repository of the stack in ECR. */
export interface Repository {
  readonly logicalId: string;
  readonly name: string;
  /** What images of it are named by, without the tag. */
  readonly uri: string;
}
