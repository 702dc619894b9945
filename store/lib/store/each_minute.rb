module Store
  # Threads of the worker process that do something once a minute.
  module EachMinute
    # A local environment whose time runs faster says so; on AWS the variable is not set.
    INTERVAL = 60 / Float(ENV.fetch("PARITY_TIME_SCALE", "1"))

    # What fails is logged as that, and tried again at the next interval.
    def self.start(name, failure)
      Thread.new do
        Thread.current.name = name
        loop do
          attempt(failure) { yield }
          sleep INTERVAL
        end
      end
    end

    def self.attempt(failure, &work)
      Rails.application.executor.wrap(&work)
    rescue StandardError => error
      Rails.logger.warn("#{failure}: #{error.class}: #{error.message}")
    end
    private_class_method :attempt
  end
end
