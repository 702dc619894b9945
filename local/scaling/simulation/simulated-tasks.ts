/** The tasks of a simulated service, which take their time to start. */
export interface SimulatedTasks {
  running(): number;
  starting(): number;
  /** Those that are ready by now answer from now on. */
  arrive(nowMs: number): void;
  /** Starts tasks that are ready later, or stops some at once, those first that do not run yet. */
  follow(desired: number, readyMs: number): void;
}

/** Begins with tasks that run. */
export function simulatedTasks(initial: number): SimulatedTasks {
  let running = initial;
  const starting: number[] = [];
  return {
    running: () => running,
    starting: () => starting.length,
    arrive: (nowMs) => {
      while (starting[0] !== undefined && starting[0] <= nowMs) {
        starting.shift();
        running += 1;
      }
    },
    follow: (desired, readyMs) => {
      while (running + starting.length < desired) starting.push(readyMs);
      while (running + starting.length > desired && starting.length > 0) starting.pop();
      running = Math.min(running, desired);
    },
  };
}
