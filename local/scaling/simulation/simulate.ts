import { type Served, serve } from './service-model.ts';
import { type SimulatedPolicies, simulatedPolicies, tickSecondsOf } from './simulated-policies.ts';
import { type SimulatedScaling, simulatedScaling } from './simulated-scaling.ts';
import { type SimulatedTasks, simulatedTasks } from './simulated-tasks.ts';
import type { Simulated, SimulatedMinute, Simulation } from './simulation.ts';

/** What moves on with each tick. */
interface Course {
  readonly simulation: Simulation;
  readonly tickSeconds: number;
  readonly policies: SimulatedPolicies;
  readonly scaling: SimulatedScaling;
  readonly tasks: SimulatedTasks;
  sinceMs: number;
  waiting: number;
}

/** Runs the decisions that scale a service on a load: what would have happened, minute by minute. */
export function simulate(simulation: Simulation): Simulated {
  const course = courseOf(simulation);
  const ticks = 60 / course.tickSeconds;
  const minutes = simulation.requests.map((load) => {
    const first = tick(course, load / ticks);
    if (ticks === 1) return first;
    const parts = [first];
    while (parts.length < ticks) parts.push(tick(course, load / ticks));
    return together(parts);
  });
  return { minutes, target: course.scaling.target() };
}

function courseOf(simulation: Simulation): Course {
  const tickSeconds = tickSecondsOf(simulation.policies);
  const policies = simulatedPolicies(simulation, tickSeconds);
  const scaling = simulatedScaling(simulation, policies);
  const tasks = simulatedTasks(scaling.desired());
  return { simulation, tickSeconds, policies, scaling, tasks, sinceMs: 0, waiting: 0 };
}

/** Serves some seconds of load, and decides at their end. */
function tick(course: Course, requests: number): SimulatedMinute {
  const { simulation, tickSeconds: seconds, policies, scaling, tasks } = course;
  const { model, startMs = 0 } = simulation;
  tasks.arrive(startMs + course.sinceMs);
  const runningCount = tasks.running();
  const served = serve(model, { tasks: runningCount, requests, waiting: course.waiting, seconds });
  policies.observe(served, runningCount);
  course.waiting = served.waitingRequests;
  course.sinceMs += seconds * 1000;
  policies.judge(course.sinceMs);
  const nowMs = startMs + course.sinceMs;
  const desiredCount = scaling.desired();
  const startingCount = tasks.starting();
  const decision = scaling.act(nowMs, runningCount);
  tasks.follow(scaling.desired(), nowMs + model.bootSeconds * 1000);
  return minute(served, { requests, runningCount, startingCount, desiredCount, decision });
}

/** Written out, because spreading two objects takes several times as long. */
function minute(served: Served, rest: Omit<SimulatedMinute, keyof Served>): SimulatedMinute {
  return {
    requests: rest.requests,
    runningCount: rest.runningCount,
    startingCount: rest.startingCount,
    desiredCount: rest.desiredCount,
    decision: rest.decision,
    cpuPercent: served.cpuPercent,
    requestsPerTarget: served.requestsPerTarget,
    droppedRequests: served.droppedRequests,
    waitingRequests: served.waitingRequests,
    queueSeconds: served.queueSeconds,
    p95Ms: served.p95Ms,
  };
}

/** The parts of a minute: counts add up, CPU is averaged, the slowest part counts; the rest is as the minute ended. */
function together(parts: readonly SimulatedMinute[]): SimulatedMinute {
  const last = parts.reduce((_, part) => part);
  const all = (read: (part: SimulatedMinute) => number | undefined) =>
    parts.map(read).filter((value) => value !== undefined);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const cpu = all(({ cpuPercent }) => cpuPercent);
  const perTarget = all(({ requestsPerTarget }) => requestsPerTarget);
  const p95 = all(({ p95Ms }) => p95Ms);
  const changing = parts.find(({ decision }) => decision.change !== undefined);
  return {
    ...last,
    decision: (changing ?? last).decision,
    requests: sum(all(({ requests }) => requests)),
    droppedRequests: sum(all(({ droppedRequests }) => droppedRequests)),
    cpuPercent: cpu.length === 0 ? undefined : sum(cpu) / cpu.length,
    requestsPerTarget: perTarget.length === 0 ? undefined : sum(perTarget),
    p95Ms: p95.length === 0 ? undefined : Math.max(...p95),
  };
}
