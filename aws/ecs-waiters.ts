/** The SDK's waiters for ECS, used wherever a deployment or a task is waited for. */
export { waitUntilServicesStable, waitUntilTasksRunning, waitUntilTasksStopped } from '@aws-sdk/client-ecs';
