import { singapore } from './ap-southeast-1.ts';

/** What Linux tasks on x86 cost in an hour, in US dollars, in the store’s own region. */
export const fargatePrices = {
  vcpuHourUsd: singapore.prices['fargate/x86/vcpu'].usd,
  gibHourUsd: singapore.prices['fargate/x86/memory'].usd,
} as const;
