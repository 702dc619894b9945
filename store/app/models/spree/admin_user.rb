module Spree
  # Someone who may sign in at /admin.
  class AdminUser < Spree.base_class
    include Spree::UserMethods
    include Spree::Metadata

    devise :database_authenticatable, :recoverable, :rememberable, :validatable, :lockable
    # After what it overrides.
    include LaterDeviseMail
    include LockedByGuesses
  end
end
