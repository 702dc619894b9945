module DemoStore
  # Delivers no mail: one log line for each, without addresses or text.
  class LoggedMail
    def initialize(_settings) = nil

    def deliver!(mail)
      Rails.logger.info("Mail not sent, the demo store sends none: #{mail.subject.inspect}")
    end
  end
end
