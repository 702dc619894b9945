import { wholeNumber } from '../../properties/scalars.ts';

/** Seconds; the default is that of ECS's services. @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html */
export const cooldown = wholeNumber(0, 2_147_483_647).default(300);
