# A mail's arguments may hold the token that sets a new password.
Rails.application.config.after_initialize { ActionMailer::MailDeliveryJob.log_arguments = false }

ActiveSupport.on_load(:action_mailer) { add_delivery_method :logged, Store::LoggedMail }

Rails.application.config.action_mailer.tap do |mailer|
  if ENV["SMTP_ADDRESS"].present?
    mailer.delivery_method = :smtp
    mailer.smtp_settings = {
      address: ENV["SMTP_ADDRESS"],
      port: Integer(ENV.fetch("SMTP_PORT", 587)),
      user_name: ENV["SMTP_USERNAME"],
      password: ENV["SMTP_PASSWORD"],
      authentication: ENV["SMTP_USERNAME"].present? ? :plain : nil,
      enable_starttls_auto: true
    }.compact
  else
    mailer.delivery_method = :logged
  end
end
