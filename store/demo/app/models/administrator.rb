# Someone who may sign in at /admin.
class Administrator < ApplicationRecord
  SESSION_KEY = "administrator_id"

  has_secure_password

  normalizes :email, with: ->(email) { email.strip.downcase }

  # The administrator whom a session belongs to, or nil.
  def self.signed_in(session)
    id = session[SESSION_KEY]
    id && find_by(id: id)
  end
end
