module DemoStore
  # Delayed Job, which keeps jobs in PostgreSQL: the queue of a store without Redis, and of jobs that Redis does not take.
  module DatabaseQueue
    # Loads and sets up the library: a store with Redis starts without it.
    def self.prepare
      require "delayed_job_active_record"
      Delayed::Worker.sleep_delay = 1
      Delayed::Worker.destroy_failed_jobs = false
      # The job of a worker that was killed is another one's after that time.
      Delayed::Worker.max_run_time = 5.minutes
    end

    def self.enqueue_at(job, timestamp)
      prepare
      adapter = ActiveJob::QueueAdapters::DelayedJobAdapter.new
      timestamp ? adapter.enqueue_at(job, timestamp) : adapter.enqueue(job)
      Rails.logger.warn("Redis did not take a job of #{job.class}: it waits in the database.")
    end

    # Works off the queues until SIGTERM, and then ends the job under way.
    def self.work(queues)
      Delayed::Worker.new(queues: queues, quiet: true).start
    end

    # In a thread of a worker that has other work.
    def self.empty_each_minute
      Thread.new do
        Thread.current.name = "database-queue"
        loop do
          Rails.application.executor.wrap { empty }
          sleep QueueLatency::INTERVAL
        end
      end
    end

    # How long the oldest waiting job has waited, in seconds; nil where none waits.
    def self.latency
      ApplicationRecord.connection_pool.with_connection do |connection|
        connection.select_value(<<~SQL)&.to_f
          SELECT extract(epoch FROM now() - min(run_at) AT TIME ZONE 'UTC') FROM delayed_jobs
          WHERE run_at <= now() AT TIME ZONE 'UTC' AND locked_at IS NULL AND failed_at IS NULL
        SQL
      end
    end

    def self.empty
      return if latency.nil?

      prepare
      Delayed::Worker.new(quiet: true).work_off(1000)
    rescue StandardError => error
      Rails.logger.warn("Jobs still wait in the database: #{error.class}: #{error.message}")
    end
  end
end
