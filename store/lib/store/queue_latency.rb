module Store
  # Publishes how long the oldest waiting job has waited, in seconds: the metric that scales the worker service.
  class QueueLatency
    NAMESPACE = "Spree/Sidekiq"
    INTERVAL = 60

    # A thread of the worker process; a failed publication is logged and tried again at the next interval.
    def self.start
      Thread.new do
        Thread.current.name = "queue-latency"
        loop do
          new.publish
          sleep INTERVAL
        end
      end
    end

    def publish
      client.put_metric_data(namespace: NAMESPACE, metric_data: metric_data)
    rescue StandardError => error
      Rails.logger.warn("Queue latency was not published: #{error.class}: #{error.message}")
    end

    private

    def metric_data
      Sidekiq::Queue.all.map(&:latency).then do |latencies|
        [{ metric_name: "QueueLatency", unit: "Seconds", value: latencies.max || 0, dimensions: dimensions }]
      end
    end

    def dimensions
      [{ name: "Service", value: ENV.fetch("SERVICE_NAME", "worker") }]
    end

    def client
      require "aws-sdk-cloudwatch"
      @client ||= Aws::CloudWatch::Client.new
    end
  end
end
