import type { AwsClients } from '../../aws/clients.ts';

/** Publishes to topics of SNS. What fails is raised as the SDK raised it. */
export interface TopicPublisher {
  publish(
    topicArn: string,
    notification: { readonly subject: string; readonly message: string },
  ): Promise<void>;
  /** The addresses that have subscribed to a topic by mail. */
  mailSubscribers(topicArn: string): Promise<readonly string[]>;
}

/** A `TopicPublisher` on the SDK's client. */
export function topicPublisher(clients: () => AwsClients): TopicPublisher {
  return {
    publish: async (topicArn, { subject, message }) => {
      const sns = await clients().sns();
      await sns.publish({ TopicArn: topicArn, Subject: subject, Message: message });
    },
    mailSubscribers: async (topicArn) => {
      const sns = await clients().sns();
      const addresses: string[] = [];
      let next: string | undefined;
      do {
        const page = await sns.listSubscriptionsByTopic({ TopicArn: topicArn, NextToken: next });
        for (const { Protocol, Endpoint } of page.Subscriptions ?? []) {
          if (Protocol === 'email' && Endpoint !== undefined) addresses.push(Endpoint);
        }
        next = page.NextToken;
      } while (next !== undefined && next !== '');
      return addresses;
    },
  };
}
