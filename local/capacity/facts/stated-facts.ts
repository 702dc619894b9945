import type { ServiceFacts } from '../../scaling/check/check-input.ts';

type Stated = Omit<ServiceFacts, 'databaseConnections' | 'redisConnections'>;

/**
 * What is assumed of a service that was not measured. Of a web service: Spree 5.1 in a task of half a vCPU, which answers
 * 3.9 pages a second, holds 300 MiB and answers 17 to 26 s after its start. Fargate takes 23 to 31 s before that.
 */
export const statedOfWeb: Stated = {
  cpuSeconds: 0.128,
  latencyMs: 260,
  memoryMiB: 300,
  bootSeconds: 26,
  provisionSeconds: 31,
  // Puma's force_shutdown_after in store/config/puma.rb; a request may take as long.
  shutdownSeconds: 25,
  requestSeconds: 25,
};

/** The same of a service that nothing connects to. What a job costs differs from job to job: half a second is a guess. */
export const statedOfWorker: Stated = {
  ...statedOfWeb,
  cpuSeconds: 0.5,
  latencyMs: 1000,
  memoryMiB: 240,
};

/** vCPUs that a new account may run on Fargate. @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
export const statedVcpuQuota = 6;

/** Three threads of a one-off task, such as the migrations of a rollout, and the rotation of the password. */
export const statedOtherConnections = 4;
