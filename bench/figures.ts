import { addedLatency } from './added-latency/added-latency.ts';
import { controlPlaneIdle } from './control-plane-idle.ts';
import { cost } from './cost.ts';
import type { Figure } from './figure.ts';
import { hourReport } from './load-test/hour-report.ts';
import { k6Start } from './load-test/k6-start.ts';
import { observerCost } from './load-test/observer-cost.ts';
import { metricsCost } from './metrics-cost/metrics-cost.ts';
import { nothingToDo } from './nothing-to-do.ts';
import { resetAgainstSeeding } from './reset-against-seeding.ts';
import { schedulerDecision } from './scheduler-decision.ts';
import { simulation } from './simulation.ts';
import { synth } from './synth.ts';
import { taskStart } from './task-start.ts';
import { warmStart } from './warm-start/warm-start.ts';

/**
 * In the order in which they are measured: first what needs no store, then what stops it, last what leaves it with
 * other tasks.
 */
export const figures: readonly Figure[] = [
  synth,
  cost,
  schedulerDecision,
  simulation,
  hourReport,
  controlPlaneIdle,
  addedLatency,
  k6Start,
  observerCost,
  nothingToDo,
  resetAgainstSeeding,
  warmStart,
  taskStart,
  metricsCost,
];
