/** The scheduler's doors: what the control plane's edges use of it. */
export * from './arns.ts';
export { failureThreshold } from './circuit-breaker.ts';
export { type AppliedWorkload, applyWorkload } from './commands/apply-workload.ts';
export * from './commands/lookup.ts';
export type { CommandError, CommandErrorCode, Found, Outcome, Refused } from './commands/outcome.ts';
export { stopServiceDeployment } from './commands/service-deployments.ts';
export {
  type CreateServiceInput,
  createService,
  deleteService,
  type UpdateServiceInput,
  updateService,
} from './commands/services.ts';
export { deregisterTaskDefinition, registerTaskDefinition } from './commands/task-definitions.ts';
export { type RunTaskInput, runTask, stopTask } from './commands/tasks.ts';
export { emptyCluster } from './initial-state.ts';
export { observe } from './observe.ts';
export { type Plan, plan } from './plan.ts';
export { recover } from './recover.ts';
export { taskHealth } from './task-health.ts';
