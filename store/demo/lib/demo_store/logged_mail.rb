module DemoStore
  # Delivery method where no SMTP server is set: one log line for each mail, without addresses or text.
  class LoggedMail
    def initialize(_settings) = nil

    def deliver!(mail)
      Rails.logger.error("Mail not sent, SMTP_ADDRESS is not set: #{mail.subject.inspect}")
    end
  end
end
