require "devise/orm/active_record"

Devise.setup do |config|
  config.parent_controller = "Spree::BaseController"
  config.mailer_sender = ENV.fetch("MAIL_FROM", "no-reply@example.com")
  config.case_insensitive_keys = [:email]
  config.strip_whitespace_keys = [:email]
  config.skip_session_storage = [:http_auth]
  config.navigational_formats = ["*/*", :html, :turbo_stream]
  config.sign_out_via = :delete
  config.password_length = 8..128
  # No page tells whether an address has an account (that of a new account must: two cannot have the same).
  config.paranoid = true
  # Ten wrong passwords in a row lock an account, for an hour or until its owner follows the link in a mail.
  config.lock_strategy = :failed_attempts
  config.maximum_attempts = 10
  config.unlock_strategy = :both
  config.unlock_in = 1.hour
  # Turbo follows a redirect and shows a failed form only with these statuses.
  config.responder.error_status = :unprocessable_content
  config.responder.redirect_status = :see_other
end
