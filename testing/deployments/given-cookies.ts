import type { EdgeAnswer } from '../edge-client.ts';
import { nameAndValue } from './visitor-browser.ts';

/** Locally, the load balancer's cookies name a task, and all visitors of a task have the same. */
const ofLoadBalancer = /^AWSALB/;
/** What the edge keeps. */
const cached = /^\/(assets|rails\/active_storage)\//;

/** Who was given which cookie. */
export interface GivenCookies {
  /** How many different ones, without those of the load balancer. */
  count(): number;
  /** What is wrong with the cookies of an answer to a visitor. */
  faultsOf(visitor: string, path: string, answer: EdgeAnswer): readonly string[];
}

/**
 * A cookie is one visitor's: nobody else is given it. What is in the edge's cache or goes there has none at all, not
 * even one of the load balancer: all visitors would be sent to one task.
 */
export function givenCookies(): GivenCookies {
  const owners = new Map<string, string>();
  const isAnothers = (visitor: string, cookie: string) => {
    const [name, value] = nameAndValue(cookie);
    if (ofLoadBalancer.test(name) || value === '') return false;
    const pair = `${name}=${value}`;
    const owner = owners.get(pair) ?? visitor;
    owners.set(pair, owner);
    return owner !== visitor;
  };
  return {
    count: () => owners.size,
    faultsOf: (visitor, path, { setCookies, headers }) => {
      const isKept = cached.test(path) || (headers['x-cache'] ?? '').includes('Hit');
      return [
        ...setCookies
          .filter((cookie) => isAnothers(visitor, cookie))
          .map((cookie) => `${path}: the ${nameAndValue(cookie)[0]} of another visitor`),
        ...(isKept ? setCookies.map((cookie) => `${path}: ${nameAndValue(cookie)[0]} in the cache`) : []),
      ];
    },
  };
}
