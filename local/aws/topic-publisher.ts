import type { AwsClients } from '../../aws/clients.ts';

/** Publishes to topics of SNS. What fails is raised as the SDK raised it. */
export interface TopicPublisher {
  publish(
    topicArn: string,
    notification: { readonly subject: string; readonly message: string },
  ): Promise<void>;
}

/** A `TopicPublisher` on the SDK's client. */
export function topicPublisher(clients: () => AwsClients): TopicPublisher {
  return {
    publish: async (topicArn, { subject, message }) => {
      const sns = await clients().sns();
      await sns.publish({ TopicArn: topicArn, Subject: subject, Message: message });
    },
  };
}
