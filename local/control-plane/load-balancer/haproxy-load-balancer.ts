import type { TargetGroup } from '../../../definition/model/load-balancing.ts';
import { targetGroupDefaults } from '../../../definition/model/target-group-defaults.ts';
import { type Clock, systemClock } from '../../../time/clock.ts';
import { type BalancedWorkload, renderHaproxy, structureDigest } from './configuration/render-haproxy.ts';
import { watchHealth } from './health/health-watch.ts';
import { probeTarget } from './health/probe.ts';
import { type KnownTarget, serversOf, type Target, targetKey } from './health/target.ts';
import { initialHealth, type TargetHealth } from './health/target-health.ts';
import type { LoadBalancer, LoadBalancerOptions, RecordedTarget } from './load-balancer.ts';
import { loadBalancerPaths } from './paths.ts';
import { waitUntilDrained } from './runtime/drain.ts';
import { endSessions, hasOldWorkers, readStatistics, synchronize } from './runtime/haproxy.ts';
import { createRepeater } from './runtime/repeater.ts';
import type { TargetStatistics } from './runtime/statistics.ts';

/** Creates the load balancer; HAProxy itself runs in a container of its own. */
export function createLoadBalancer(options: LoadBalancerOptions): LoadBalancer {
  return new HaproxyLoadBalancer(options);
}

/** HAProxy forgets at a restart what it was told: what is wanted is compared with what runs this often. */
const synchronizeEveryMs = 2000;
const retryMs = 250;

class HaproxyLoadBalancer implements LoadBalancer {
  readonly #options: LoadBalancerOptions;
  readonly #clock: Clock;
  readonly #paths: ReturnType<typeof loadBalancerPaths>;
  readonly #targets = new Map<string, KnownTarget>();
  /** Ends what is in progress for a target: its checks, or its draining. */
  readonly #ongoing = new Map<string, AbortController>();
  readonly #repeater;
  #workload: BalancedWorkload | undefined;
  #isReconciled = false;
  /**
   * Resolves when both the definition and the targets from before are known: HAProxy is not configured before
   * that.
   */
  readonly #ready = Promise.withResolvers<void>();

  constructor(options: LoadBalancerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#paths = loadBalancerPaths(options.folder);
    this.#repeater = createRepeater({
      clock: this.#clock,
      work: () => this.#synchronize(),
      onFailure: options.onFailure,
      everyMs: synchronizeEveryMs,
      retryMs,
    });
  }

  configure(workload: BalancedWorkload): void {
    this.#workload = workload;
    this.#readyWhenKnown();
    void this.#repeater.run();
  }

  reconcile(targets: readonly RecordedTarget[]): void {
    this.#isReconciled = true;
    this.#readyWhenKnown();
    for (const target of targets) this.#adopt(target);
    void this.#repeater.run();
  }

  register(target: Target): void {
    const known = this.#targets.get(targetKey(target));
    if (known !== undefined && known.drainingSince === undefined && known.ip === target.ip) return;
    this.#watch(target, initialHealth);
    void this.#repeater.run();
  }

  deregister(taskId: string, targetGroup: string): void {
    const known = this.#targets.get(targetKey({ taskId, targetGroup }));
    if (known === undefined) this.#options.onFact({ type: 'targetDrained', taskId, targetGroup });
    else if (known.drainingSince === undefined)
      void this.#drain({ ...known, drainingSince: this.#clock.now() });
  }

  settled(): Promise<void> {
    return this.#repeater.run();
  }

  statistics(): Promise<readonly TargetStatistics[]> {
    return readStatistics(this.#paths);
  }

  targets(): readonly KnownTarget[] {
    return [...this.#targets.values()];
  }

  async close(): Promise<void> {
    for (const controller of this.#ongoing.values()) controller.abort();
    await this.#repeater.close();
  }

  #adopt({ state, reason, description, drainingSince, ...target }: RecordedTarget): void {
    if (state === 'unregistered' || state === 'unused') return;
    if (state === 'draining') {
      void this.#drain({
        ...target,
        health: initialHealth,
        drainingSince: drainingSince ?? this.#clock.now(),
      });
      return;
    }
    const recorded = { state, passes: 0, failures: 0, ...defined({ reason, description }) };
    this.#watch(target, state === 'initial' ? initialHealth : recorded);
  }

  #watch(target: Target, health: TargetHealth): void {
    const signal = this.#begin(target);
    this.#targets.set(targetKey(target), { ...target, health });
    if (health.state === 'initial') this.#tell(target, health);
    void watchHealth({
      target,
      health,
      check: () => this.#targetGroup(target.targetGroup)?.healthCheck ?? targetGroupDefaults.healthCheck,
      probe: this.#options.probe ?? probeTarget,
      clock: this.#clock,
      onChange: (changed) => void this.#change(target, changed, signal),
      signal,
    });
  }

  /** A target is said to be healthy only once HAProxy sends it requests. */
  async #change(target: Target, health: TargetHealth, signal: AbortSignal): Promise<void> {
    this.#targets.set(targetKey(target), { ...target, health });
    const applied = this.#applied();
    if (health.state === 'healthy') await applied;
    const current = this.#targets.get(targetKey(target));
    if (!signal.aborted && current?.health === health) this.#tell(target, health);
  }

  /** New requests have ended before the wait begins. */
  async #drain(target: KnownTarget & { readonly drainingSince: number }): Promise<void> {
    const signal = this.#begin(target);
    this.#targets.set(targetKey(target), target);
    await this.#applied();
    const { deregistrationDelaySeconds } = this.#targetGroup(target.targetGroup) ?? targetGroupDefaults;
    const outcome = await waitUntilDrained({
      endsAt: target.drainingSince + deregistrationDelaySeconds * 1000,
      clock: this.#clock,
      isBusy: () => this.#isBusy(target),
      signal,
    });
    if (outcome === 'aborted') return;
    if (outcome === 'expired') await this.#endSessions(target);
    this.#targets.delete(targetKey(target));
    this.#ongoing.delete(targetKey(target));
    void this.#repeater.run();
    this.#options.onFact({
      type: 'targetDrained',
      taskId: target.taskId,
      targetGroup: target.targetGroup,
    });
  }

  /** While HAProxy cannot be asked, or an old worker may still serve the target, it counts as busy. */
  async #isBusy(target: Target): Promise<boolean> {
    try {
      const statistics = await readStatistics(this.#paths);
      const own = statistics.find((row) => targetKey(row) === targetKey(target));
      return (own?.sessions ?? 0) > 0 || (await hasOldWorkers(this.#paths));
    } catch {
      return true;
    }
  }

  async #endSessions(target: Target): Promise<void> {
    await endSessions(this.#paths, target.targetGroup, target.taskId).catch(this.#options.onFailure);
  }

  #readyWhenKnown(): void {
    if (this.#workload !== undefined && this.#isReconciled) this.#ready.resolve();
  }

  /** Resolves when HAProxy is as it is wanted to be now. */
  async #applied(): Promise<void> {
    await this.#ready.promise;
    await this.#repeater.run();
  }

  async #synchronize(): Promise<void> {
    const workload = this.#workload;
    if (workload === undefined || !this.#isReconciled) return;
    const options = {
      folder: this.#options.folder,
      certificatePath: this.#options.certificatePath ?? '/run/parity/edge/edge.crt',
      requestLog: this.#options.requestLog ?? false,
    };
    const minimumOf = (group: string) => this.#targetGroup(group)?.minimumHealthyTargets ?? { count: 1 };
    const servers = serversOf(this.targets(), minimumOf).filter((server) =>
      this.#targetGroup(server.backend),
    );
    await synchronize(this.#paths, {
      configuration: renderHaproxy(workload, servers, options),
      digest: structureDigest(workload, options),
      servers,
      targetGroups: workload.targetGroups,
    });
  }

  /** Aborts the current work for the target, and returns the signal for the new work. */
  #begin(target: Target): AbortSignal {
    this.#ongoing.get(targetKey(target))?.abort();
    const controller = new AbortController();
    this.#ongoing.set(targetKey(target), controller);
    return controller.signal;
  }

  #targetGroup(logicalId: string): TargetGroup | undefined {
    return this.#workload?.targetGroups.find((group) => group.logicalId === logicalId);
  }

  #tell(target: Target, { state, reason, description }: TargetHealth): void {
    const { taskId, targetGroup } = target;
    const fact = { type: 'targetHealth', taskId, targetGroup, state } as const;
    this.#options.onFact({ ...fact, ...defined({ reason, description }) });
  }
}

function defined(texts: { readonly reason: string | undefined; readonly description: string | undefined }): {
  readonly reason?: string;
  readonly description?: string;
} {
  return {
    ...(texts.reason === undefined ? {} : { reason: texts.reason }),
    ...(texts.description === undefined ? {} : { description: texts.description }),
  };
}
