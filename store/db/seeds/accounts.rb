module Seeds
  module Accounts
    DEFAULT_EMAIL = "spree@example.com"

    # The secret has the first password: whoever changed it since keeps the new one when the seeds run again.
    def self.admin
      user = Spree::AdminUser.find_or_initialize_by(email: ENV.fetch("ADMIN_EMAIL").downcase)
      user.password = ENV.fetch("ADMIN_PASSWORD") if user.new_record?
      user.update!(first_name: user.first_name || "Store", last_name: user.last_name || "Admin")
      user
    end

    # Spree 5.1 gives its default account a password that everyone knows.
    def self.remove_default
      return if ENV.fetch("ADMIN_EMAIL").casecmp?(DEFAULT_EMAIL)

      Spree::AdminUser.where(email: DEFAULT_EMAIL).find_each do |user|
        user.role_users.delete_all
        user.delete
      end
    end
  end
end
