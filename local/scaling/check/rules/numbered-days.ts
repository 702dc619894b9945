import { withNamesOfDays } from '../../schedules/numbered-days.ts';
import type { CheckInput } from '../check-input.ts';
import type { Finding } from '../finding.ts';

/**
 * Which day of the week a number is: EventBridge, to which AWS's guide refers for cron expressions, counts from 1 for
 * Sunday, but an example of the guide takes 2 for Tuesday.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function numberedDays({ services }: CheckInput): readonly Finding[] {
  return services.flatMap(({ name: service, scaling }) =>
    (scaling?.scheduledActions ?? []).flatMap(({ name, schedule }) => {
      const named = withNamesOfDays(schedule);
      if (named === undefined) return [];
      return [
        {
          rule: 'numbered-days' as const,
          logicalId: scaling?.logicalId ?? '',
          message: `The scheduled action ${name} of ${service} has numbers for days of the week, ${schedule}. AWS documents both that 1 is Sunday and that it is Monday.`,
          mend: `Use names: where 1 is Sunday, as it is locally, this is ${named}.`,
          numbers: {},
        },
      ];
    }),
  );
}
