import { type EnvironmentName, hasCustomers } from '../../operations/target.ts';
import type { LoadPlan } from '../shapes/load-plan.ts';
import { sizesOf } from './check-plan.ts';

/** What a person has to type before a load test begins. */
export interface Confirmation {
  readonly question: string;
  readonly answer: string;
}

/** The question before a load test where customers shop; undefined for other environments. */
export function confirmationFor(plan: LoadPlan, environment: EnvironmentName): Confirmation | undefined {
  if (!hasCustomers(environment)) return undefined;
  const { journeysPerSecond, journeys, minutes } = sizesOf(plan);
  return {
    question: `Load ${environment}, where customers shop, with ${Math.ceil(journeys)} journeys in ${Math.ceil(minutes)} min, up to ${Math.ceil(journeysPerSecond)} a second? Its checkouts are real orders. Type the name of the environment: `,
    answer: environment,
  };
}
