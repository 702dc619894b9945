module Store
  # Publishes how long the oldest waiting job has waited, in seconds: the metric that scales the worker service.
  class QueueLatency
    # A local environment whose time runs faster says so; on AWS the variable is not set.
    INTERVAL = 60 / Float(ENV.fetch("PARITY_TIME_SCALE", "1"))

    # A thread of the worker process; a failed publication is logged and tried again at the next interval.
    def self.start
      publisher = new
      Thread.new do
        Thread.current.name = "queue-latency"
        loop do
          publisher.publish
          sleep INTERVAL
        end
      end
    end

    def publish
      client.put_metric_data(namespace: ENV.fetch("QUEUE_METRIC_NAMESPACE"), metric_data: metric_data)
    rescue StandardError => error
      Rails.logger.warn("Queue latency was not published: #{error.class}: #{error.message}")
    end

    private

    def metric_data
      latency = Sidekiq::Queue.all.map(&:latency).max || 0
      service = { name: ENV.fetch("QUEUE_METRIC_DIMENSION"), value: ENV.fetch("SERVICE_NAME", "worker") }
      [{ metric_name: ENV.fetch("QUEUE_METRIC_NAME"), unit: "Seconds", value: latency, dimensions: [service] }]
    end

    def client = @client ||= Aws::CloudWatch::Client.new
  end
end
