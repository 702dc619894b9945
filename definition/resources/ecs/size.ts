import { z } from 'zod';

/** CPU units as ECS takes them in a text: `512`, or vCPUs as in `.5 vCPU`. */
export const cpuText = z.string().transform((text, context) => sizeOf(text, /^vcpu$/i, 1024, context));

/** MiB as ECS takes them in a text: `1024`, or GB as in `1 GB`. */
export const memoryText = z.string().transform((text, context) => sizeOf(text, /^gb$/i, 1024, context));

function sizeOf(text: string, unit: RegExp, factor: number, context: z.RefinementCtx): number {
  const [, digits = '', suffix = ''] = /^(\d*\.?\d+)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const size = Number(digits) * (unit.test(suffix) ? factor : 1);
  if (digits === '' || !Number.isInteger(size) || !(suffix === '' || unit.test(suffix))) {
    context.addIssue({ code: 'custom', message: `"${text}" is not a size` });
    return z.NEVER;
  }
  return size;
}
