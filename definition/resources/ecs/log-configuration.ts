import { z } from 'zod';
import { recorded, refused } from '../../properties/standing.ts';

const size = z.string().regex(/^\d+[kmg]?b?$/i, 'a size such as 25m');

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
const awslogs = z.strictObject({
  'awslogs-group': z.string().min(1),
  'awslogs-region': recorded('All logs are in the CloudWatch Logs of this machine.'),
  'awslogs-stream-prefix': z.string().exactOptional(),
  'awslogs-create-group': z.enum(['true', 'false']).exactOptional(),
  'max-buffer-size': size.exactOptional(),
  mode: recorded('Log lines never block a container locally, as with the mode non-blocking.'),
  'awslogs-datetime-format': refused('lines are not joined into events locally: log one line for each event'),
  'awslogs-multiline-pattern': refused(
    'lines are not joined into events locally: log one line for each event',
  ),
});

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html */
export const logConfiguration = z
  .strictObject({
    logDriver: z.literal('awslogs', 'awslogs alone runs locally; Fargate also has splunk and awsfirelens'),
    options: awslogs,
    secretOptions: refused('the driver awslogs has no options that are secrets'),
  })
  .transform(({ logDriver, options }) => ({ logDriver, options: texts(options) }));

/** The options as they were written. */
function texts(options: z.output<typeof awslogs>): Readonly<Record<string, string>> {
  const entries = Object.entries(options).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
