require "active_job/queue_adapters/sidekiq_adapter"

module DemoStore
  # Sidekiq. A job that Redis does not take, because it is full or away, goes to the queue in the database, which the
  # worker empties.
  class SidekiqAdapter < ActiveJob::QueueAdapters::SidekiqAdapter
    def enqueue(job)
      super
    rescue RedisClient::Error
      DatabaseQueue.enqueue_at(job, nil)
    end

    def enqueue_at(job, timestamp)
      super
    rescue RedisClient::Error
      DatabaseQueue.enqueue_at(job, timestamp)
    end
  end
end
