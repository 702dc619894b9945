require "devise/orm/active_record"

Devise.setup do |config|
  config.parent_controller = "Spree::BaseController"
  config.mailer_sender = ENV.fetch("MAIL_FROM", "no-reply@example.com")
  config.case_insensitive_keys = [:email]
  config.strip_whitespace_keys = [:email]
  config.skip_session_storage = [:http_auth]
  config.navigational_formats = ["*/*", :html, :turbo_stream]
  config.sign_out_via = [:delete, :get]
  # Turbo follows a redirect and shows a failed form only with these statuses.
  config.responder.error_status = :unprocessable_entity
  config.responder.redirect_status = :see_other
end
