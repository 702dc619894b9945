import { z } from 'zod';
import { approximated, refused, withoutValues } from '../../properties/standing.ts';

const size = z.string().regex(/^\d+[kmg]?b?$/i, 'a size such as 25m');

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html */
const awslogs = z.strictObject({
  'awslogs-group': z.string().min(1),
  'awslogs-region': approximated(
    z.string().exactOptional(),
    'The API reports it; all logs go to the local CloudWatch Logs.',
  ),
  'awslogs-stream-prefix': z.string().exactOptional(),
  'awslogs-create-group': z.enum(['true', 'false']).exactOptional(),
  'max-buffer-size': size.exactOptional(),
  mode: approximated(
    z.enum(['blocking', 'non-blocking']).exactOptional(),
    'The API reports it; logging never blocks a container locally, as in non-blocking mode.',
  ),
  'awslogs-datetime-format': refused(
    'multi-line log events are not supported locally: log each event on one line',
  ),
  'awslogs-multiline-pattern': refused(
    'multi-line log events are not supported locally: log each event on one line',
  ),
});

const awslogsAlone = 'awslogs is the only log driver that is supported locally';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html */
export const logConfiguration = z
  .strictObject({
    logDriver: withoutValues(
      z.literal('awslogs', 'Fargate has the log drivers awslogs, splunk and awsfirelens'),
      { splunk: awslogsAlone, awsfirelens: awslogsAlone },
    ),
    options: awslogs,
    secretOptions: refused('the awslogs driver has no secret options'),
  })
  .transform(({ logDriver, options }) => ({ logDriver, options: written(options) }));

/** The options that were given. */
function written(options: z.output<typeof awslogs>): Readonly<Record<string, string>> {
  const { 'awslogs-datetime-format': _, 'awslogs-multiline-pattern': __, ...given } = options;
  return given;
}
