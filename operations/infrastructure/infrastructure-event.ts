/** What CloudFormation does with a resource at the moment. */
export interface ResourceEvent {
  readonly type: 'resource';
  readonly stack: string;
  readonly logicalId: string;
  readonly resourceType: string;
  /** As CloudFormation says it, such as `CREATE_IN_PROGRESS`. */
  readonly status: string;
  readonly reason?: string;
  /** How many resources of the stack are done, and how many take part where that is known. */
  readonly done: number;
  readonly total?: number;
}

/** A remark of the library, without secrets. */
export interface RemarkEvent {
  readonly type: 'remark';
  readonly level: 'error' | 'warning' | 'info';
  /** As in the library's registry of messages; undefined where it has none. */
  readonly code?: string;
  readonly text: string;
}

/** The beginning or the end of the work on one stack. */
export interface StackEvent {
  readonly type: 'stack began' | 'stack ended';
  readonly stack: string;
}

/** What happens while infrastructure is read or changed. */
export type InfrastructureEvent = ResourceEvent | RemarkEvent | StackEvent;

/** The event as a short line beside a step; undefined where there is nothing to say. */
export function eventLine(event: InfrastructureEvent): string | undefined {
  if (event.type === 'remark') return event.level === 'info' ? undefined : event.text;
  if (event.type !== 'resource') return undefined;
  const { stack, done, total, resourceType, logicalId, status } = event;
  const count = total === undefined ? `${done}` : `${done} of ${total}`;
  return `${stack}: ${count}, ${resourceType} ${logicalId} ${status.toLowerCase().replaceAll('_', ' ')}`;
}
