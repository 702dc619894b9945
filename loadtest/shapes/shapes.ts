import { wrongUsage } from '../../failure/wrong-usage.ts';
import { average } from './average.ts';
import { breakpoint } from './breakpoint.ts';
import { sale } from './sale.ts';
import type { LoadShape } from './shape.ts';
import { smoke } from './smoke.ts';
import { soak } from './soak.ts';
import { spike } from './spike.ts';

/** All shapes, the shortest first. */
export const shapes: readonly LoadShape[] = [smoke, average, spike, breakpoint, sale, soak];

/** The shape with this name. Raises `BAD_ARGUMENT` if there is none. */
export function findShape(name: string): LoadShape {
  const shape = shapes.find((each) => each.name === name);
  if (shape !== undefined) return shape;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `There is no scenario '${name}'`,
    `Scenarios: ${shapes.map((each) => each.name).join(', ')}.`,
  );
}
