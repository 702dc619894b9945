module DemoStore
  # The queue of a store without Redis: Delayed Job, which keeps jobs in PostgreSQL.
  module DatabaseQueue
    # Loads and sets up the library. A store with Redis starts without it.
    def self.prepare
      require "delayed_job_active_record"
      Delayed::Worker.sleep_delay = 1
      Delayed::Worker.destroy_failed_jobs = false
      # The job of a worker that was killed is another one's after that time.
      Delayed::Worker.max_run_time = 5.minutes
    end

    # Works off the queues until SIGTERM, and then ends the job under way.
    def self.work(queues)
      Delayed::Worker.new(queues: queues, quiet: true).start
    end

    # How long the oldest waiting job has waited, in seconds; nil where none waits.
    def self.latency
      due = Delayed::Job.where(locked_at: nil, failed_at: nil, run_at: ..Time.current).minimum(:run_at)
      due && Time.current - due
    end
  end
end
