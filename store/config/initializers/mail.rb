# A mail's arguments may hold the token that sets a new password.
Rails.application.config.after_initialize { ActionMailer::MailDeliveryJob.log_arguments = false }

ActiveSupport.on_load(:action_mailer) { add_delivery_method :logged, Store::LoggedMail }

Rails.application.config.action_mailer.tap do |mailer|
  if ENV["SMTP_ADDRESS"].present?
    mailer.delivery_method = :smtp
    # Neither a password nor a customer's address goes over a connection that is not encrypted, or to another server.
    mailer.smtp_settings = {
      address: ENV["SMTP_ADDRESS"],
      port: Integer(ENV.fetch("SMTP_PORT", 587)),
      domain: Store::Settings.host,
      user_name: ENV["SMTP_USERNAME"].presence,
      password: ENV["SMTP_PASSWORD"].presence,
      authentication: ENV["SMTP_USERNAME"].present? ? :plain : nil,
      enable_starttls: :always,
      openssl_verify_mode: "peer",
      open_timeout: 10,
      read_timeout: 30
    }.compact
  else
    mailer.delivery_method = :logged
  end
end

# The mail server takes mail of this sender, whatever address the store's record has. Answers go to that one.
if ENV["MAIL_FROM"].present?
  Rails.application.config.to_prepare do
    Spree::BaseMailer.prepend(Module.new { def from_address = ENV.fetch("MAIL_FROM") })
  end
end

# Spree sends what is written by the contact form at once, from the visitor's address.
Rails.application.config.to_prepare do
  Spree::Contact.prepend(
    Module.new do
      def deliver!
        fields = { to: headers[:to], subject: headers[:subject], name: name, email: email, message: message }
        Store::ContactMailer.contact(fields).deliver_later
      end
    end
  )
end
