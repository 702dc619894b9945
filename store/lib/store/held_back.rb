require "sidekiq/fetch"
require "sidekiq/scheduled"

module Store
  # Keeps jobs in the database that Redis does not take, where Sidekiq would lose them or fail the request.
  module HeldBack
    UNAVAILABLE = [RedisClient::Error, ConnectionPool::TimeoutError].freeze

    # Of a web task, a scheduled job that is due, a retry that is due: Sidekiq's clients write all of them by this method.
    module Push
      # Whether what Redis does not take is an error after all.
      attr_writer :raises

      private

      def raw_push(jobs)
        super
      rescue *UNAVAILABLE
        raise if @raises

        jobs.each { |job| HeldBackJob.keep(Sidekiq.dump_json(job)) }
        true
      end
    end

    # Sidekiq's look for jobs that are due ends for good where Redis is away at the first of them, seconds after the start: no
    # retry would run any more, and the worker would end with an error.
    module FirstLook
      private

      def cleanup
        super
      rescue *UNAVAILABLE
        0
      end
    end

    # Of a worker that ends before its jobs do.
    class Fetch < Sidekiq::BasicFetch
      def bulk_requeue(units)
        units.each do |unit|
          unit.requeue
        rescue *UNAVAILABLE
          HeldBackJob.keep(unit.job)
        end
      end
    end

    # Of a job that failed, when Redis does not take that it is to be tried again: Sidekiq then has only this to say.
    FAILED_RETRY = lambda do |error, context, _config|
      json = context[:jobstr]
      HeldBackJob.keep(json) if json && UNAVAILABLE.any? { |type| error.is_a?(type) }
    end
  end
end
