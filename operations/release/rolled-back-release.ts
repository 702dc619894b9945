/** What became of a release that failed. */
export interface RolledBackRelease {
  /** False where no release was complete before it: everything stays as it is. */
  readonly hasRolledBack: boolean;
  /** The services that have been given back the ARN of their earlier revision; ECS may have done so for others by itself. */
  readonly restored: readonly { readonly service: string; readonly taskDefinition: string }[];
  /** Services that were new. */
  readonly deleted: readonly string[];
}
