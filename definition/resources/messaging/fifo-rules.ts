import type { z } from 'zod';

/**
 * What queues and topics in order of arrival have in common: their names end in `.fifo`, and they alone have some
 * properties.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export function fifoRules(name: string, fifo: string, ofFifoAlone: readonly string[]) {
  return (properties: object, context: z.RefinementCtx): void => {
    const given: unknown = Reflect.get(properties, name);
    const isFifo = Reflect.get(properties, fifo) === true;
    const refuse = (property: string, message: string) =>
      context.addIssue({ code: 'custom', path: [property], message });
    if (typeof given === 'string' && given.endsWith('.fifo') !== isFifo) {
      refuse(name, `a name must end in .fifo if ${fifo} is true, and must not otherwise`);
    }
    if (isFifo) return;
    for (const property of ofFifoAlone) {
      const value: unknown = Reflect.get(properties, property);
      if (value !== undefined && value !== false) refuse(property, `it needs ${fifo} to be true`);
    }
  };
}
