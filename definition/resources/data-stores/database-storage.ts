import { badProperty } from '../../properties/read-properties.ts';
import type { ResolvedResource } from '../../resolution/resolved-template.ts';

interface Storage {
  readonly AllocatedStorage?: number | undefined;
  readonly MaxAllocatedStorage?: number | undefined;
  readonly StorageType?: StorageType | undefined;
  readonly Iops?: number | undefined;
  readonly StorageThroughput?: number | undefined;
}

export const storageTypes = ['standard', 'gp2', 'gp3', 'io1', 'io2'] as const;
type StorageType = (typeof storageTypes)[number];

type Fault = readonly [property: keyof Storage, why: string];

/** GiB that PostgreSQL may have. */
const sizes: Readonly<Record<StorageType, readonly [number, number]>> = {
  standard: [5, 3072],
  gp2: [20, 65_536],
  gp3: [20, 65_536],
  io1: [100, 65_536],
  io2: [100, 65_536],
};

/** From here on RDS stripes gp3 over volumes, and lets IOPS and throughput be provisioned. */
const stripedGiB = 400;

/**
 * Fails with `TEMPLATE_BAD_PROPERTY` for sizes and rates that a type of storage does not have.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
 */
export function rejectBadStorage(resource: ResolvedResource, storage: Storage): void {
  const [property, why] = faultOf(storage) ?? [];
  if (property !== undefined) throw badProperty(resource, [property], why ?? 'RDS does not accept it');
}

function faultOf(storage: Storage): Fault | undefined {
  const { AllocatedStorage: size, MaxAllocatedStorage: most, Iops, StorageThroughput } = storage;
  // Where there are IOPS and no type, RDS takes io1.
  const type = storage.StorageType ?? (Iops === undefined ? 'gp2' : 'io1');
  const [least, largest] = sizes[type];
  const isProvisioned = type === 'io1' || type === 'io2';
  if (size !== undefined && (size < least || size > largest))
    return ['AllocatedStorage', `expected ${least} to ${largest} GiB for ${type}`];
  if (size !== undefined && most !== undefined && most <= size)
    return ['MaxAllocatedStorage', `it must be greater than AllocatedStorage, which is ${size}`];
  if (isProvisioned && Iops === undefined) return ['StorageType', `${type} needs Iops`];
  if (Iops !== undefined && !isProvisioned && type !== 'gp3')
    return ['Iops', `it cannot be provisioned for ${type}`];
  if (StorageThroughput !== undefined && type !== 'gp3') return ['StorageThroughput', 'only gp3 has it'];
  if (size === undefined) return undefined;
  if (type === 'gp3') return faultOfGp3(size, storage);
  const times = type === 'io2' ? 1000 : 50;
  if (Iops === undefined || (Iops >= size / 2 && Iops <= size * times)) return undefined;
  return ['Iops', `expected 0.5 to ${times} per GiB for ${type}`];
}

function faultOfGp3(size: number, { Iops, StorageThroughput }: Storage): Fault | undefined {
  if (size < stripedGiB) {
    const why = `gp3 below ${stripedGiB} GiB has 3000 IOPS and 125 MiB/s, which cannot be changed`;
    if (Iops !== undefined) return ['Iops', why];
    return StorageThroughput === undefined ? undefined : ['StorageThroughput', why];
  }
  if (Iops !== undefined && (Iops < 12_000 || Iops > 64_000))
    return ['Iops', 'expected 12000 to 64000 for gp3'];
  if (StorageThroughput === undefined || StorageThroughput >= 500) return undefined;
  return ['StorageThroughput', 'expected 500 to 4000 for gp3'];
}
