import { check, sleep } from 'k6';
import { type StoreAddress, sendForPictures, sendRequest } from './send-request.ts';
import type { StoreFacts } from './store-facts.ts';
import { thinkSeconds, usualThinkTime } from './think-time.ts';
import type { Expectations, StoreAnswer, Visitor } from './visitor.ts';

export interface VisitorSettings {
  readonly address: StoreAddress;
  readonly account?: { readonly email: string; readonly password: string };
  /** Pauses are this many times as short. */
  readonly thinkDivisor: number;
  /** Evenly distributed from 0 up to 1. */
  readonly random: () => number;
}

/** Lets a visitor make a journey, as far as the answers of the store allow. */
export function makeJourney(
  journey: (visitor: Visitor) => void,
  store: StoreFacts,
  settings: VisitorSettings,
): void {
  try {
    journey(k6Visitor(store, settings));
  } catch (error) {
    if (!(error instanceof JourneyEnd)) throw error;
  }
}

/** Raised where a step has no usable answer; k6 has counted that already. */
class JourneyEnd extends Error {}

function k6Visitor(store: StoreFacts, { address, account, thinkDivisor, random }: VisitorSettings): Visitor {
  return {
    store,
    ...(account === undefined ? {} : { account }),
    step: (name, request, expected) => {
      const answer = sendRequest(address, name, request);
      judge(name, answer, expected);
      return answer;
    },
    pictures: (name, paths) => {
      const answers = sendForPictures(address, name, paths);
      for (const answer of answers) judgePicture(name, answer);
    },
    pick: (all) => {
      const one = all[Math.floor(random() * all.length)];
      if (one === undefined) throw new Error('There is nothing to choose from.');
      return one;
    },
    think: () => sleep(thinkSeconds(usualThinkTime, random()) / thinkDivisor),
  };
}

/** A request that failed is counted as that, and its content is not looked at. */
function judge(step: string, answer: StoreAnswer, expected: (answer: StoreAnswer) => Expectations): void {
  if (!succeeded(answer) || !countContent(step, expected(answer))) throw new JourneyEnd();
}

/** One picture that is missing keeps nobody from the others. */
function judgePicture(step: string, answer: StoreAnswer): void {
  if (!succeeded(answer)) return;
  countContent(step, {
    'is a picture': answer.status === 200 && answer.contentType.startsWith('image/') && answer.bytes > 0,
  });
}

/** As k6 sees it, too. */
function succeeded({ status }: StoreAnswer): boolean {
  return status >= 200 && status < 400;
}

/** Exactly one check for each answer, so that failed checks are wrong answers; it has the name of what is missing. */
function countContent(step: string, expectations: Expectations): boolean {
  const missing = Object.entries(expectations).find(([, holds]) => !holds)?.[0];
  return check(null, { [missing ?? 'has the right content']: () => missing === undefined }, { name: step });
}
