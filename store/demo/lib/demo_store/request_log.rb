module DemoStore
  # One JSON line for each request, in the place of Rails' four. `db_role` says which database it read from:
  # `reading` is the replica.
  module RequestLog
    def self.start
      %w[action_controller action_dispatch action_view].each do |framework|
        require "#{framework}/log_subscriber"
        framework.camelize.constantize::LogSubscriber.detach_from(framework.to_sym)
      end
      Rails.application.config.middleware.delete(Rails::Rack::Logger)
      ActiveSupport::Notifications.subscribe("process_action.action_controller") { |event| write(event) }
    end

    def self.write(event)
      return if event.payload[:controller] == "Rails::HealthController"

      Rails.logger.info(JSON.generate(line(event)))
    end

    # Without the query string, and without the token in an order's path: it opens the order to anyone who has it.
    def self.line(event)
      payload = event.payload
      {
        time: Time.now.utc.iso8601(3),
        method: payload[:method],
        path: payload[:path].split("?").first.sub(%r{\A(/orders/).*}, '\1[FILTERED]'),
        status: payload[:status] || ActionDispatch::ExceptionWrapper.status_code_for_exception(payload[:exception].first),
        duration: event.duration.round(2),
        db: payload[:db_runtime]&.round(2),
        request_id: payload[:request].request_id,
        db_role: ActiveRecord::Base.current_role,
        error: payload[:exception]&.join(": ")
      }.compact
    end
    private_class_method :write, :line
  end
end
