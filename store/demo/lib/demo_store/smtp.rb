module DemoStore
  # How the mail server is reached.
  module Smtp
    # Nothing goes over a connection that is not encrypted, or to another server. Nil where no server is set.
    def self.settings
      return if ENV["SMTP_ADDRESS"].blank?

      user = ENV["SMTP_USERNAME"].presence
      {
        address: ENV["SMTP_ADDRESS"],
        port: Integer(ENV.fetch("SMTP_PORT", 587)),
        domain: Settings.host,
        user_name: user,
        password: user && ENV["SMTP_PASSWORD"],
        authentication: user && :plain,
        enable_starttls: true,
        openssl_verify_mode: "peer",
        open_timeout: 10,
        read_timeout: 30
      }.compact
    end
  end
end
