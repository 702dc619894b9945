/** A change of a resource in an operation on the stack. */
export interface StackChange {
  readonly action: 'add' | 'modify' | 'remove';
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** One release of the definition, as CloudFormation tells of it: the creation of the stack, or an update. */
export interface StackOperation {
  readonly kind: 'create' | 'update';
  /** Milliseconds of the epoch. */
  readonly startedAt: number;
  readonly changes: readonly StackChange[];
  /** Absent while it is under way. */
  readonly ended?: { readonly at: number; readonly outcome: 'complete' | 'failed' | 'rolledBack' };
}
