import type { ContainerDefinition } from '../../../definition/model/ecs.ts';

/** The options of the awslogs driver that matter here. */
export interface AwslogsOptions {
  readonly group: string;
  readonly stream: string;
  readonly createGroup: boolean;
  /** Most that may wait to be shipped; more is dropped, as the non-blocking driver does. */
  readonly bufferBytes: number;
}

/** ECS's default of `max-buffer-size`. */
const defaultBufferBytes = 10 * 1024 * 1024;
const unitBytes: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/**
 * Reads the awslogs options of a container; undefined if it has no log driver.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html
 */
export function awslogsOptions(container: ContainerDefinition, taskId: string): AwslogsOptions | undefined {
  const options = container.logConfiguration?.options;
  const group = options?.['awslogs-group'];
  if (options === undefined || group === undefined) return undefined;
  const prefix = options['awslogs-stream-prefix'];
  return {
    group,
    stream: prefix === undefined ? taskId : `${prefix}/${container.name}/${taskId}`,
    createGroup: options['awslogs-create-group'] === 'true',
    bufferBytes: bytes(options['max-buffer-size']) ?? defaultBufferBytes,
  };
}

function bytes(size: string | undefined): number | undefined {
  const match = /^(\d+)([kmg]?)b?$/i.exec(size ?? '');
  const unit = unitBytes[(match?.[2] ?? '').toLowerCase()];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}
