import type { Toolkit } from '@aws-cdk/toolkit-lib';
import { type Conversation, ioHost } from './io-host.ts';
import { toolkitFailure } from './toolkit-failure.ts';

export type Library = typeof import('@aws-cdk/toolkit-lib');

/**
 * Does work with CDK's library, which is loaded now: it takes a second. Raises a failure in our words, without secrets,
 * whatever the library raises.
 */
export async function withToolkit<T>(
  conversation: Conversation,
  work: (toolkit: Toolkit, library: Library) => Promise<T>,
): Promise<T> {
  const library = await import('@aws-cdk/toolkit-lib');
  const host = ioHost(conversation);
  try {
    return await work(new library.Toolkit({ ioHost: host, emojis: false, color: false }), library);
  } catch (error) {
    throw host.refusal() ?? toolkitFailure(error, library.ToolkitError);
  }
}
