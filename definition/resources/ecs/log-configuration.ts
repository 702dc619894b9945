import { z } from 'zod';
import { approximated, refused, withoutValues } from '../../properties/standing.ts';

const size = z.string().regex(/^\d+[kmg]?b?$/i, 'a size such as 25m');

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
const awslogs = z.strictObject({
  'awslogs-group': z.string().min(1),
  'awslogs-region': approximated(
    z.string().exactOptional(),
    'It is reported; all logs are in the CloudWatch Logs of this machine.',
  ),
  'awslogs-stream-prefix': z.string().exactOptional(),
  'awslogs-create-group': z.enum(['true', 'false']).exactOptional(),
  'max-buffer-size': size.exactOptional(),
  mode: approximated(
    z.enum(['blocking', 'non-blocking']).exactOptional(),
    'It is reported; log lines never block a container locally, as with the mode non-blocking.',
  ),
  'awslogs-datetime-format': refused('lines are not joined into events locally: log one line for each event'),
  'awslogs-multiline-pattern': refused(
    'lines are not joined into events locally: log one line for each event',
  ),
});

const awslogsAlone = 'awslogs is the only log driver that runs locally';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html */
export const logConfiguration = z
  .strictObject({
    logDriver: withoutValues(
      z.literal('awslogs', 'Fargate has the log drivers awslogs, splunk and awsfirelens'),
      { splunk: awslogsAlone, awsfirelens: awslogsAlone },
    ),
    options: awslogs,
    secretOptions: refused('the driver awslogs has no options that are secrets'),
  })
  .transform(({ logDriver, options }) => ({ logDriver, options: written(options) }));

/** The options that were given. */
function written(options: z.output<typeof awslogs>): Readonly<Record<string, string>> {
  const { 'awslogs-datetime-format': _, 'awslogs-multiline-pattern': __, ...given } = options;
  return given;
}
