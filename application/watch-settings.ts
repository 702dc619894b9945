import { z } from 'zod';

/** How a running task gets code that changes: `watch` in the file of an application. */
export const watchSettings = z.looseObject({});

export type WatchSettings = z.infer<typeof watchSettings>;
