import { allPages } from '../../aws/all-pages.ts';
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
      const subscriptions = await allPages(async (token) => {
        const page = await sns.listSubscriptionsByTopic({ TopicArn: topicArn, NextToken: token });
        // LocalStack's last page may have an empty one.
        return { items: page.Subscriptions ?? [], next: page.NextToken === '' ? undefined : page.NextToken };
      });
      return subscriptions.flatMap(({ Protocol, Endpoint }) =>
        Protocol === 'email' && Endpoint !== undefined ? [Endpoint] : [],
      );
    },
  };
}
