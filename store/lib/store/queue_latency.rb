module Store
  # Publishes how long the oldest waiting job has waited, in seconds: the metric that scales the worker service.
  class QueueLatency
    # In a thread of the worker process.
    def self.start
      publisher = new
      EachMinute.start("queue-latency", "Queue latency was not published") { publisher.publish }
    end

    def publish
      client.put_metric_data(namespace: ENV.fetch("QUEUE_METRIC_NAMESPACE"), metric_data: metric_data)
    end

    private

    def metric_data
      service = { name: ENV.fetch("QUEUE_METRIC_DIMENSION"), value: ENV.fetch("SERVICE_NAME", "worker") }
      [{ metric_name: ENV.fetch("QUEUE_METRIC_NAME"), unit: "Seconds", value: latency, dimensions: [service] }]
    end

    def latency = [*Sidekiq::Queue.all.map(&:latency), held_back_latency].max

    # Jobs that use all of the worker's connections for long must not keep it from growing.
    def held_back_latency
      HeldBackJob.latency
    rescue ActiveRecord::ConnectionNotEstablished
      0
    end

    def client = @client ||= Aws::CloudWatch::Client.new
  end
end
