/** The SDK's own waiters of ECS, for whatever waits for a deployment or a task. */
export { waitUntilServicesStable, waitUntilTasksRunning, waitUntilTasksStopped } from '@aws-sdk/client-ecs';
