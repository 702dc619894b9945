module Spree
  # A customer.
  class User < Spree.base_class
    include Spree::UserAddress
    include Spree::UserMethods
    include Spree::UserPaymentSource
    include Spree::Metadata

    devise :database_authenticatable, :registerable, :recoverable, :rememberable, :validatable, :lockable
    # After what it overrides.
    include LaterDeviseMail
    include LockedByGuesses
  end
end
