/** The scheduler's doors: what the control plane's edges use of it. */
export * from '../model/arns.ts';
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
export { failureThreshold } from './deployment/circuit-breaker.ts';
export { emptyCluster } from './initial-state.ts';
export { observe } from './observe/observe.ts';
export { recover } from './observe/recover.ts';
export { type Plan, plan } from './plan.ts';
export { taskHealth } from './task/task-health.ts';
