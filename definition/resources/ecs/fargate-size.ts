/** Which memory goes with a number of CPU units, in MiB: from, to, and the step between. */
interface MemoryRange {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size */
const ranges: ReadonlyMap<number, MemoryRange> = new Map([
  [512, { from: 1024, to: 4096, step: 1024 }],
  [1024, { from: 2048, to: 8192, step: 1024 }],
  [2048, { from: 4096, to: 16_384, step: 1024 }],
  [4096, { from: 8192, to: 30_720, step: 1024 }],
  [8192, { from: 16_384, to: 61_440, step: 4096 }],
  [16_384, { from: 32_768, to: 122_880, step: 8192 }],
]);

/** Whether Fargate has tasks of this size. */
export function isFargateSize(cpu: number, memoryMiB: number): boolean {
  if (cpu === 256) return [512, 1024, 2048].includes(memoryMiB);
  const range = ranges.get(cpu);
  if (range === undefined) return false;
  return memoryMiB >= range.from && memoryMiB <= range.to && (memoryMiB - range.from) % range.step === 0;
}
